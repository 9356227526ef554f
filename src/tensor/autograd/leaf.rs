//! Where gradients come to rest.

use std::{borrow::Cow, rc::Rc};

use super::{Edge, Function, GradientHook, LeafHook, Node, renamed};
use crate::tensor::{
    error::{Error, Result},
    tensor::{Tensor, WeakTensor},
};

/// Adds what arrives to a leaf's `.grad`.
struct AccumulateGrad {
    leaf: WeakTensor,
}

impl Function for AccumulateGrad {
    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed("AccumulateGrad")
    }

    fn backward(&self, node: &Rc<Node>, grads: &[Option<Tensor>]) -> Result<Vec<Option<Tensor>>> {
        if let (Some(leaf), Some(Some(grad))) = (self.leaf.upgrade(), grads.first()) {
            leaf.accumulate_grad(grad)?;
            node.tell_gathered(&leaf)?;
        }
        Ok(Vec::new())
    }

    fn leaf(&self) -> Option<Tensor> {
        self.leaf.upgrade()
    }
}

/// The edge into a leaf's accumulator, which is made on first use.
pub(super) fn accumulator(leaf: &Tensor) -> Edge {
    let mut meta = leaf.meta().borrow_mut();
    let node = meta.accumulator.get_or_insert_with(|| Node::eager(Box::new(AccumulateGrad { leaf: leaf.downgrade() })));
    Edge { node: Rc::clone(node), slot: 0 }
}

impl Tensor {
    /// Adds `grad` to what was gathered: in place, as PyTorch does, unless the sum is recorded itself.
    pub(super) fn accumulate_grad(&self, grad: &Self) -> Result<()> {
        let sum = match self.grad() {
            None if grad.requires_grad() => renamed(grad.duplicate()?, "CopyBackwards"),
            None => self.fresh_grad(grad)?,
            Some(held) if super::is_grad_enabled() => held.add(grad)?,
            Some(held) => {
                held.add_(grad)?;
                held
            }
        };
        self.set_grad(Some(sum));
        Ok(())
    }

    /// The first gradient, which lies as the tensor itself if that lies without gaps.
    fn fresh_grad(&self, grad: &Self) -> Result<Self> {
        let (own, given) = (self.layout(), grad.layout());
        match own.is_row_major() || own.is_dense() {
            false => grad.contiguous_copy(),
            true if given.steps_like(&own) => grad.copy_to_lie_as(&given),
            true => grad.copy_to_lie_as(&own),
        }
    }
}

/// Adds a hook on the gradient of `tensor`; returns the node that holds it and the key that removes it.
///
/// # Errors
/// PyTorch's `RuntimeError` for a tensor without gradient.
pub fn hook(tensor: &Tensor, hook: GradientHook) -> Result<(Rc<Node>, u64)> {
    let edge = tensor
        .gradient_edge()
        .ok_or_else(|| Error::runtime("cannot register a hook on a tensor that doesn't require gradient"))?;
    let key = edge.node.add_hook(edge.slot, hook);
    Ok((edge.node, key))
}

/// Adds a hook that runs whenever a leaf's gradient has been gathered; as [`hook`].
///
/// # Errors
/// PyTorch's `RuntimeError` for other than leaves that require gradients.
pub fn leaf_hook(tensor: &Tensor, hook: LeafHook) -> Result<(Rc<Node>, u64)> {
    if !tensor.requires_grad() {
        return Err(Error::runtime("cannot register a hook on a tensor that doesn't require gradient"));
    }
    if !tensor.is_leaf() {
        return Err(Error::runtime("post accumulate grad hooks cannot be registered on non-leaf tensors"));
    }
    let node = accumulator(tensor).node;
    let key = node.add_leaf_hook(hook);
    Ok((node, key))
}

/// `Tensor.retain_grad()`: lets a tensor that is no leaf keep its gradient.
///
/// # Errors
/// PyTorch's `RuntimeError` for a tensor without gradient.
pub fn retain_grad(tensor: &Tensor) -> Result<()> {
    if !tensor.requires_grad() {
        return Err(Error::runtime("can't retain_grad on Tensor that has requires_grad=False"));
    }
    if let Some(node) = tensor.grad_fn()
        && !std::mem::replace(&mut tensor.meta().borrow_mut().retains_grad, true)
    {
        node.retain(tensor.slot(), tensor);
    }
    Ok(())
}

/// `Tensor.detach_()`: makes the tensor a leaf without gradient.
///
/// # Errors
/// PyTorch's for a view, whose base would keep its history.
pub fn detach_(tensor: &Tensor) -> Result<()> {
    if tensor.base().is_some() {
        return Err(Error::runtime(
            "Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel (DDP) for \
             training, and gradient_as_bucket_view is set as True, gradients are views of DDP buckets, and hence \
             detach_() cannot be called on these gradients. To fix this error, please refer to the \
             Optimizer.zero_grad() function in torch/optim/optimizer.py as a solution.",
        ));
    }
    let mut meta = tensor.meta().borrow_mut();
    meta.grad_fn = None;
    meta.requires_grad = false;
    Ok(())
}
