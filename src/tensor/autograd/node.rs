//! The graph's nodes and edges.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    rc::Rc,
};

use crate::tensor::{
    counterpart::Counterpart,
    error::Result,
    tensor::{Tensor, WeakTensor},
};

/// How a node turns the gradients of its outputs into gradients of its inputs.
pub trait Function {
    /// The name that Python shows, without brackets: `AddmmBackward0`.
    fn name(&self) -> Cow<'static, str>;

    /// Gradients of the inputs, one per edge, from those of the outputs, one per output.
    ///
    /// # Errors
    /// When saved tensors were freed or changed in place, or an operation fails.
    fn backward(&self, node: &Rc<Node>, grads: &[Option<Tensor>]) -> Result<Vec<Option<Tensor>>>;

    /// Forgets saved tensors, after a pass that does not keep the graph.
    fn release(&self) {}

    /// Hands out saved tensors, so that a long graph can be dropped without recursion.
    fn take_saved(&mut self) -> Vec<Tensor> {
        Vec::new()
    }

    /// Hands out nodes that it wraps, for the same reason.
    fn take_nodes(&mut self) -> Vec<Rc<Node>> {
        Vec::new()
    }

    /// Whether Python does not see the edge of an input (`grad_fn.next_functions`).
    fn hides(&self, _input: usize) -> bool {
        false
    }

    /// The Python module of its class.
    fn module(&self) -> &'static str {
        "builtins"
    }

    /// The leaf whose gradients end here (`AccumulateGrad.variable`).
    fn leaf(&self) -> Option<Tensor> {
        None
    }
}

/// Where a gradient goes: an output of a node.
#[derive(Clone)]
pub struct Edge {
    /// The node that receives it.
    pub node: Rc<Node>,
    /// Which of the node's outputs it belongs to.
    pub slot: usize,
}

/// May replace a gradient on its way (`Tensor.register_hook`).
pub type GradientHook = Rc<dyn Fn(&Tensor) -> Result<Option<Tensor>>>;

/// Sees a leaf whose gradient has just been gathered (`Tensor.register_post_accumulate_grad_hook`).
pub type LeafHook = Rc<dyn Fn(&Tensor) -> Result<()>>;

/// One recorded operation (`Tensor.grad_fn`).
pub struct Node {
    sequence: u64,
    function: Box<dyn Function>,
    edges: Vec<Option<Edge>>,
    hooks: RefCell<Vec<(u64, usize, GradientHook)>>,
    retained: RefCell<Vec<(usize, WeakTensor)>>,
    gathered: RefCell<Vec<(u64, LeafHook)>>,
    counterpart: Counterpart,
}

thread_local! {
    static SEQUENCE: Cell<u64> = const { Cell::new(0) };
}

fn next_number() -> u64 {
    SEQUENCE.replace(SEQUENCE.get() + 1)
}

impl Node {
    /// A node that runs after every node made later.
    #[must_use]
    pub fn new(function: Box<dyn Function>, edges: Vec<Option<Edge>>) -> Rc<Self> {
        Rc::new(Self::with_sequence(next_number(), function, edges))
    }

    /// A node that runs as soon as all its gradients are there: a leaf's accumulator.
    #[must_use]
    pub fn eager(function: Box<dyn Function>) -> Rc<Self> {
        Rc::new(Self::with_sequence(u64::MAX, function, Vec::new()))
    }

    fn with_sequence(sequence: u64, function: Box<dyn Function>, edges: Vec<Option<Edge>>) -> Self {
        Self {
            sequence,
            function,
            edges,
            hooks: RefCell::default(),
            retained: RefCell::default(),
            gathered: RefCell::default(),
            counterpart: Counterpart::default(),
        }
    }

    /// When it was recorded, in order.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Its mathematics.
    #[must_use]
    pub fn function(&self) -> &dyn Function {
        &*self.function
    }

    /// The name that Python shows: `AddmmBackward0`.
    #[must_use]
    pub fn name(&self) -> Cow<'static, str> {
        self.function.name()
    }

    /// Where the gradients of its inputs go (`grad_fn.next_functions`).
    #[must_use]
    pub fn edges(&self) -> &[Option<Edge>] {
        &self.edges
    }

    /// What stands for it outside.
    #[must_use]
    pub fn counterpart(&self) -> &Counterpart {
        &self.counterpart
    }

    /// A number that tells this node from every other one alive.
    #[must_use]
    pub fn address(self: &Rc<Self>) -> usize {
        Rc::as_ptr(self).cast::<u8>() as usize
    }

    /// Adds a hook on the gradient of output `slot`; returns the key that removes it.
    pub fn add_hook(&self, slot: usize, hook: GradientHook) -> u64 {
        let key = next_number();
        self.hooks.borrow_mut().push((key, slot, hook));
        key
    }

    /// Removes a hook.
    pub fn remove_hook(&self, key: u64) {
        self.hooks.borrow_mut().retain(|(held, ..)| *held != key);
        self.gathered.borrow_mut().retain(|(held, _)| *held != key);
    }

    /// Adds a hook for when a leaf's accumulator has done its work; returns the key that removes it.
    pub fn add_leaf_hook(&self, hook: LeafHook) -> u64 {
        let key = next_number();
        self.gathered.borrow_mut().push((key, hook));
        key
    }

    /// Tells the hooks of a leaf that its gradient has been gathered.
    pub(super) fn tell_gathered(&self, leaf: &Tensor) -> Result<()> {
        let hooks: Vec<LeafHook> = self.gathered.borrow().iter().map(|(_, hook)| Rc::clone(hook)).collect();
        hooks.iter().try_for_each(|hook| hook(leaf))
    }

    /// Lets `tensor`, output `slot`, keep its gradient.
    pub fn retain(&self, slot: usize, tensor: &Tensor) {
        self.retained.borrow_mut().push((slot, tensor.downgrade()));
    }

    /// Runs the hooks on the gradients that arrived, then hands copies to retaining tensors.
    pub(super) fn receive(&self, grads: &mut [Option<Tensor>]) -> Result<()> {
        let hooks = self.hooks.borrow().clone();
        for (_, slot, hook) in hooks {
            if let Some(Some(grad)) = grads.get_mut(slot)
                && let Some(replaced) = hook(grad)?
            {
                *grad = replaced;
            }
        }
        for (slot, tensor) in self.retained.borrow().iter() {
            if let (Some(tensor), Some(Some(grad))) = (tensor.upgrade(), grads.get(*slot)) {
                tensor.accumulate_grad(grad)?;
            }
        }
        Ok(())
    }

    fn take_children(&mut self) -> Vec<Rc<Self>> {
        let mut children: Vec<_> = self.edges.drain(..).flatten().map(|edge| edge.node).collect();
        children.extend(self.function.take_saved().into_iter().filter_map(Tensor::take_last_grad_fn));
        children.extend(self.function.take_nodes());
        children
    }
}

impl Drop for Node {
    /// A graph may be a chain of hundreds of thousands of nodes: drop it in a loop, not by recursion.
    fn drop(&mut self) {
        let mut pending = self.take_children();
        while let Some(node) = pending.pop() {
            if let Some(mut last) = Rc::into_inner(node) {
                pending.extend(last.take_children());
            }
        }
    }
}
