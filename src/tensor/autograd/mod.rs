//! Reverse-mode differentiation as PyTorch has it: a graph built while operations run.
//!
//! [`node`] is the graph, [`saved`] what its nodes remember, [`engine`] walks it backwards,
//! [`history`] keeps it true under in-place operations and views, [`mode`] switches recording.

mod engine;
mod history;
mod leaf;
mod mode;
mod node;
mod operation_node;
mod renamed;
mod saved;
mod several;
#[cfg(test)]
mod tests;

pub use engine::{Pass, backward, backward_into, grad};
pub(super) use history::{Creation, View, grad_fn, gradient_edge, is_drawn_in};
pub use history::{check_history, check_inplace, rebase};
pub use leaf::{detach_, hook, leaf_hook, retain_grad};
pub use mode::{GradMode, is_grad_enabled, set_grad_enabled};
pub use node::{Edge, Function, GradientHook, LeafHook, Node};
pub use operation_node::Context;
pub(super) use operation_node::record;
pub(super) use renamed::{of_place, renamed};
pub use saved::{Saved, freed};
pub use several::{Several, several};

use std::rc::Rc;

use super::tensor::Tensor;

/// What the graph knows of a tensor.
#[derive(Default)]
pub struct Meta {
    /// Set by the user on a leaf.
    pub(super) requires_grad: bool,
    /// Gathered by backward passes.
    pub(super) grad: Option<Tensor>,
    /// The node that computed it, and which of the node's outputs it is.
    pub(super) grad_fn: Option<Rc<Node>>,
    pub(super) slot: usize,
    /// Where a leaf's gradients arrive.
    pub(super) accumulator: Option<Rc<Node>>,
    /// Whether a tensor that is no leaf keeps its gradient.
    pub(super) retains_grad: bool,
    /// Set when it shares memory with a base by a view operation.
    pub(super) view: Option<View>,
    /// A Python number on its way into an operation.
    pub(super) wrapped_number: bool,
}
