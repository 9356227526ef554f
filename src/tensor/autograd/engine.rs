//! The walk backwards through the graph: in a loop, latest node first, as PyTorch's engine does.

use std::{
    collections::{BinaryHeap, HashMap, HashSet, hash_map::Entry},
    rc::Rc,
};

use super::{Edge, GradMode, Node};
use crate::tensor::{
    dispatch,
    error::{Error, Result},
    tensor::Tensor,
};

/// How a pass treats the graph.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pass {
    /// Keep saved tensors for another pass (`retain_graph`).
    pub retain_graph: bool,
    /// Record the pass itself, for higher derivatives (`create_graph`).
    pub create_graph: bool,
}

/// `torch.autograd.backward`: adds the gradients of `roots` to the `.grad` of the leaves.
/// A missing seed means 1, for a tensor with one element.
///
/// # Errors
/// PyTorch's, for roots without graph, missing seeds, freed or changed saved tensors.
pub fn backward(roots: &[(Tensor, Option<Tensor>)], pass: Pass) -> Result<()> {
    let mut walk = Walk::new(roots, pass)?;
    dispatch::observe_backward(roots, || walk.run())
}

/// `torch.autograd.grad`: the gradients of `roots` with respect to `inputs`, touching no `.grad`.
/// `None` stands for an input that the roots do not depend on.
///
/// # Errors
/// As [`backward`], and for an input that requires no gradient.
pub fn grad(roots: &[(Tensor, Option<Tensor>)], inputs: &[Tensor], pass: Pass) -> Result<Vec<Option<Tensor>>> {
    collect(roots, inputs, pass, |grads| {
        dispatch::observe_gradients(inputs, grads, false);
        Ok(())
    })
}

/// `torch.autograd.backward` with `inputs`: only these gather gradients.
///
/// # Errors
/// As [`grad`].
pub fn backward_into(roots: &[(Tensor, Option<Tensor>)], inputs: &[Tensor], pass: Pass) -> Result<()> {
    let gather = |grads: &[Option<Tensor>]| {
        let _mode = GradMode::set(pass.create_graph);
        for (input, grad) in inputs.iter().zip(grads) {
            if let Some(grad) = grad {
                input.accumulate_grad(grad)?;
            }
        }
        dispatch::observe_gradients(inputs, grads, true);
        Ok(())
    };
    collect(roots, inputs, pass, gather).map(drop)
}

/// The gradients with respect to `inputs`, after `finish` has seen them, which is part of the pass.
fn collect(
    roots: &[(Tensor, Option<Tensor>)],
    inputs: &[Tensor],
    pass: Pass,
    finish: impl FnOnce(&[Option<Tensor>]) -> Result<()>,
) -> Result<Vec<Option<Tensor>>> {
    let mut walk = Walk::new(roots, pass)?;
    let targets = inputs.iter().map(Tensor::gradient_edge).collect::<Option<Vec<_>>>();
    let targets = targets.ok_or_else(|| Error::runtime("One of the differentiated Tensors does not require grad"))?;
    walk.capture(&targets);
    let mut grads = Vec::new();
    dispatch::observe_backward(roots, || {
        walk.run()?;
        grads = targets.iter().map(|edge| walk.captured.get(&key(edge)).cloned().flatten()).collect();
        finish(&grads)
    })?;
    Ok(grads)
}

fn key(edge: &Edge) -> (usize, usize) {
    (edge.node.address(), edge.slot)
}

struct Walk {
    pass: Pass,
    ready: BinaryHeap<Ready>,
    waiting: HashMap<usize, usize>,
    arrived: HashMap<usize, Vec<Option<Tensor>>>,
    captured: HashMap<(usize, usize), Option<Tensor>>,
    /// Nodes to run when only some inputs are asked for.
    needed: Option<HashSet<usize>>,
    roots: Vec<Edge>,
}

impl Walk {
    fn new(roots: &[(Tensor, Option<Tensor>)], pass: Pass) -> Result<Self> {
        let mut walk = Self {
            pass,
            ready: BinaryHeap::new(),
            waiting: HashMap::new(),
            arrived: HashMap::new(),
            captured: HashMap::new(),
            needed: None,
            roots: Vec::new(),
        };
        for (index, (root, seed)) in roots.iter().enumerate() {
            let seed = seed_for(root, seed.as_ref())?;
            let edge = root.gradient_edge().ok_or_else(|| {
                Error::runtime(format!("element {index} of tensors does not require grad and does not have a grad_fn"))
            })?;
            walk.arrive(&edge, seed)?;
            walk.roots.push(edge);
        }
        walk.count_dependencies();
        Ok(walk)
    }

    /// Counts, for each node, the edges that lead to it: it runs when all have brought a gradient.
    fn count_dependencies(&mut self) {
        let mut seen: HashSet<usize> = HashSet::new();
        let mut stack: Vec<Rc<Node>> = self.roots.iter().map(|edge| Rc::clone(&edge.node)).collect();
        while let Some(node) = stack.pop() {
            if !seen.insert(node.address()) {
                continue;
            }
            for edge in node.edges().iter().flatten() {
                *self.waiting.entry(edge.node.address()).or_default() += 1;
                stack.push(Rc::clone(&edge.node));
            }
        }
        let mut started = HashSet::new();
        for edge in &self.roots {
            let address = edge.node.address();
            if !self.waiting.contains_key(&address) && started.insert(address) {
                self.ready.push(Ready(Rc::clone(&edge.node)));
            }
        }
    }

    /// Restricts the walk to what leads to `targets`, whose gradients are kept instead of passed on.
    fn capture(&mut self, targets: &[Edge]) {
        self.captured = targets.iter().map(|edge| (key(edge), None)).collect();
        let goals: HashSet<usize> = targets.iter().map(|edge| edge.node.address()).collect();
        let mut order: Vec<Rc<Node>> = Vec::new();
        let mut seen = HashSet::new();
        let mut stack: Vec<(Rc<Node>, bool)> = self.roots.iter().map(|edge| (Rc::clone(&edge.node), false)).collect();
        while let Some((node, left)) = stack.pop() {
            if left {
                order.push(node);
            } else if seen.insert(node.address()) {
                stack.push((Rc::clone(&node), true));
                stack.extend(node.edges().iter().flatten().map(|edge| (Rc::clone(&edge.node), false)));
            }
        }
        let mut needed: HashSet<usize> = HashSet::new();
        for node in order {
            let leads = node
                .edges()
                .iter()
                .flatten()
                .any(|edge| needed.contains(&edge.node.address()) || goals.contains(&edge.node.address()));
            if leads {
                needed.insert(node.address());
            }
        }
        self.needed = Some(needed);
    }

    fn run(&mut self) -> Result<()> {
        let _mode = GradMode::set(self.pass.create_graph);
        while let Some(Ready(node)) = self.ready.pop() {
            self.step(&node)?;
        }
        Ok(())
    }

    fn step(&mut self, node: &Rc<Node>) -> Result<()> {
        let mut grads = self.arrived.remove(&node.address()).unwrap_or_default();
        node.receive(&mut grads)?;
        for (slot, grad) in grads.iter().enumerate() {
            if let Some(captured) = self.captured.get_mut(&(node.address(), slot)) {
                captured.clone_from(grad);
            }
        }
        let runs = self.needed.as_ref().is_none_or(|needed| needed.contains(&node.address()));
        let results = if runs && grads.iter().any(Option::is_some) {
            let results = node.function().backward(node, &grads)?;
            dispatch::observe_node(node, &grads, &results);
            results
        } else {
            Vec::new()
        };
        if runs && !self.pass.retain_graph && !self.pass.create_graph {
            node.function().release();
        }
        self.pass_on(node, results)
    }

    fn pass_on(&mut self, node: &Rc<Node>, results: Vec<Option<Tensor>>) -> Result<()> {
        let mut results = results.into_iter();
        for edge in node.edges() {
            let grad = results.next().flatten();
            let Some(edge) = edge else { continue };
            if let Some(grad) = grad {
                self.arrive(edge, grad)?;
            }
            if let Entry::Occupied(mut left) = self.waiting.entry(edge.node.address()) {
                *left.get_mut() -= 1;
                if *left.get() == 0 {
                    self.ready.push(Ready(Rc::clone(&edge.node)));
                }
            }
        }
        Ok(())
    }

    fn arrive(&mut self, edge: &Edge, grad: Tensor) -> Result<()> {
        let slots = self.arrived.entry(edge.node.address()).or_default();
        if slots.len() <= edge.slot {
            slots.resize(edge.slot + 1, None);
        }
        slots[edge.slot] = Some(match slots[edge.slot].take() {
            Some(held) => held.add(&grad)?,
            None => grad,
        });
        Ok(())
    }
}

fn seed_for(root: &Tensor, seed: Option<&Tensor>) -> Result<Tensor> {
    if let Some(seed) = seed {
        return match_shapes(root, seed).map(|()| seed.clone());
    }
    if root.requires_grad() && root.numel() != 1 {
        return Err(Error::runtime("grad can be implicitly created only for scalar outputs"));
    }
    Tensor::full_as(1.0, &root.shape(), root.dtype())
}

fn match_shapes(root: &Tensor, seed: &Tensor) -> Result<()> {
    if root.shape() == seed.shape() {
        return Ok(());
    }
    Err(Error::runtime(format!(
        "Mismatch in shape: grad_output[0] has a shape of torch.Size({:?}) and output[0] has a shape of torch.Size({:?}).",
        seed.shape(),
        root.shape()
    )))
}

/// Orders the heap: the latest recorded node first.
struct Ready(Rc<Node>);

impl PartialEq for Ready {
    fn eq(&self, other: &Self) -> bool {
        self.0.sequence() == other.0.sequence()
    }
}

impl Eq for Ready {}

impl PartialOrd for Ready {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ready {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.sequence().cmp(&other.0.sequence())
    }
}
