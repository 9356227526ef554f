//! Tensors that nodes keep for the way back.

use std::rc::{Rc, Weak};

use super::node::Node;
use crate::tensor::{
    error::{Error, Result},
    tensor::Tensor,
};

const FREED: &str = "Trying to backward through the graph a second time (or directly access saved tensors after they \
    have already been freed). Saved intermediate values of the graph are freed when you call .backward() or \
    autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to \
    access saved tensors after calling backward.";

/// A tensor as it was when the operation ran.
#[derive(Clone)]
pub struct Saved {
    tensor: Tensor,
    version: u64,
    /// Which output of the node it is, if it is one.
    slot: Option<usize>,
    /// Who had computed an input, for the error when it was changed since.
    producer: Weak<Node>,
}

impl Saved {
    /// Keeps an input of the node.
    #[must_use]
    pub fn input(tensor: &Tensor) -> Self {
        let producer = tensor.grad_fn().map_or_else(Weak::new, |node| Rc::downgrade(&node));
        Self { tensor: tensor.clone(), version: tensor.version(), slot: None, producer }
    }

    /// Keeps the output of the node, without the node itself: the two would hold each other alive.
    #[must_use]
    pub fn output(tensor: &Tensor) -> Self {
        Self::output_of(tensor, 0)
    }

    /// The same of one output of several.
    #[must_use]
    pub fn output_of(tensor: &Tensor, slot: usize) -> Self {
        Self { tensor: tensor.detach(), version: tensor.version(), slot: Some(slot), producer: Weak::new() }
    }

    /// The tensor, joined to the graph again.
    ///
    /// # Errors
    /// PyTorch's `RuntimeError` when it was changed in place since.
    pub fn unpack(&self, node: &Rc<Node>) -> Result<Tensor> {
        let found = self.tensor.version();
        if found != self.version {
            return Err(Error::runtime(self.changed(node, found)));
        }
        Ok(match self.slot {
            Some(slot) => self.tensor.detach().with_grad_fn(Rc::clone(node), slot),
            None => self.tensor.clone(),
        })
    }

    pub(super) fn into_tensor(self) -> Tensor {
        self.tensor
    }

    fn changed(&self, node: &Rc<Node>, found: u64) -> String {
        let producer = if self.slot.is_some() { Some(Rc::clone(node)) } else { self.producer.upgrade() };
        let origin = producer.map_or_else(String::new, |node| {
            format!(", which is output 0 of {},", node.name().trim_end_matches("Backward0"))
        });
        format!(
            "one of the variables needed for gradient computation has been modified by an inplace operation: \
             [torch.{}Tensor {:?}]{origin} is at version {found}; expected version {} instead. Hint: enable anomaly \
             detection to find the operation that failed to compute its gradient, with \
             torch.autograd.set_detect_anomaly(True, check_nan=False).",
            self.tensor.dtype().scalar_name(),
            self.tensor.shape(),
            self.version,
        )
    }
}

/// The error of a second pass through a freed graph.
#[must_use]
pub fn freed() -> Error {
    Error::runtime(FREED)
}
