//! Backward passes in the record.

use std::rc::Rc;

use super::{
    Asked, Backward, Event, Leaf, NodeGradient,
    recorder::{Recorder, Verdict},
    repeats::hash,
};
use crate::tensor::{Tensor, autograd::Node};

/// Of a longer graph, the gradients of so many operations are kept; those of leaves always are.
const MOST_NODES: usize = 200;

/// A pass that is being recorded.
pub struct Pass {
    key: u64,
    backward: Backward,
}

impl Recorder {
    pub(super) fn begin_pass(&self, roots: &[(Tensor, Option<Tensor>)]) {
        let Some((root, _)) = roots.first() else { return };
        let value = if root.numel() == 1 { root.item().ok() } else { None };
        if let Verdict::Keep(key) = self.count(hash("backward"), value) {
            let backward = Backward { root: self.input(root), ..Backward::default() };
            self.state.borrow_mut().pass = Some(Pass { key, backward });
        }
    }

    pub(super) fn pass_node(&self, node: &Rc<Node>, grads: &[Option<Tensor>]) {
        let Some(Some(grad)) = grads.first() else { return };
        let nodes = match &self.state.borrow().pass {
            Some(pass) => pass.backward.nodes.len(),
            None => return,
        };
        if let Some(leaf) = node.function().leaf() {
            self.pass_leaf(&leaf, grad);
        } else if nodes < MOST_NODES {
            self.pass_operation(node, grad);
        }
    }

    fn pass_operation(&self, node: &Rc<Node>, grad: &Tensor) {
        let step = self.state.borrow().nodes.get(&node.sequence()).copied();
        if step.is_some() {
            let gradient = NodeGradient { name: node.name().into_owned(), step, gradient: self.snapshot(grad) };
            self.in_pass(|backward| backward.nodes.push(gradient));
        }
    }

    fn pass_leaf(&self, leaf: &Tensor, grad: &Tensor) {
        let arrived = self.snapshot(grad);
        let total = leaf.grad().map_or_else(|| arrived.clone(), |total| self.snapshot(&total));
        let accumulated = total.values != arrived.values;
        let (source, value) = (self.source(leaf), self.snapshot(leaf));
        self.in_pass(|backward| backward.leaves.push(Leaf { source, value, arrived, total, accumulated }));
    }

    /// What a pass that was asked for some gradients alone found.
    pub(super) fn pass_gradients(&self, inputs: &[Tensor], grads: &[Option<Tensor>], gathered: bool) {
        if self.state.borrow().pass.is_none() {
            return;
        }
        for (input, grad) in inputs.iter().zip(grads) {
            match grad {
                Some(grad) if gathered => self.pass_leaf(input, grad),
                _ => {
                    let (source, gradient) = (self.source(input), grad.as_ref().map(|grad| self.snapshot(grad)));
                    self.in_pass(|backward| backward.asked.push(Asked { source, gradient }));
                }
            }
        }
    }

    fn in_pass(&self, change: impl FnOnce(&mut Backward)) {
        if let Some(pass) = &mut self.state.borrow_mut().pass {
            change(&mut pass.backward);
        }
    }

    pub(super) fn end_pass(&self, finished: bool) {
        let pass = self.state.borrow_mut().pass.take().filter(|_| finished);
        if let Some(Pass { key, backward }) = pass {
            self.push(key, Event::Backward(backward));
        }
    }
}
