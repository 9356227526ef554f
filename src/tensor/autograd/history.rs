//! The graph under in-place operations: who shares memory with whom, and whose node is whose.

use std::{borrow::Cow, cell::Cell, rc::Rc};

use super::{Edge, Function, Node, is_grad_enabled, leaf::accumulator};
use crate::tensor::{
    error::{Error, Result},
    layout::Layout,
    tensor::Tensor,
};

/// A tensor's tie to the one whose memory it shows.
pub struct View {
    /// The tensor that owns the memory; never a view itself.
    pub base: Tensor,
    /// The version of the memory that `grad_fn` was made for.
    pub version: Cell<u64>,
}

/// Gradients of a base after part of it was overwritten: the part goes to whatever wrote it, the rest
/// to the base as it was.
struct CopySlices {
    region: Layout,
}

impl Function for CopySlices {
    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed("CopySlices")
    }

    fn backward(&self, _node: &Rc<Node>, grads: &[Option<Tensor>]) -> Result<Vec<Option<Tensor>>> {
        let Some(Some(grad)) = grads.first() else { return Ok(vec![None, None]) };
        let rest = grad.contiguous_copy()?;
        let written = rest.with_layout(self.region.clone()).contiguous_copy()?;
        rest.with_layout(self.region.clone()).fill(0.0)?;
        Ok(vec![Some(rest), Some(written)])
    }
}

/// Gradients of a view whose base was changed after the view was taken.
struct AsStrided {
    region: Layout,
    base_shape: Vec<usize>,
}

impl Function for AsStrided {
    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed("AsStridedBackward0")
    }

    fn backward(&self, _node: &Rc<Node>, grads: &[Option<Tensor>]) -> Result<Vec<Option<Tensor>>> {
        let Some(Some(grad)) = grads.first() else { return Ok(vec![None]) };
        let whole = Tensor::full_as(0.0, &self.base_shape, grad.dtype())?;
        whole.with_layout(self.region.clone()).copy_from(grad)?;
        Ok(vec![Some(whole)])
    }
}

/// `Tensor.grad_fn`, made anew for a view whose base got another history since.
pub fn grad_fn(tensor: &Tensor) -> Option<Rc<Node>> {
    let stale = {
        let meta = tensor.meta_ref();
        let version = tensor.version();
        meta.view.as_ref().filter(|view| view.version.get() != version && view.base.requires_grad()).map(|view| {
            view.version.set(version);
            view.base.clone()
        })
    };
    if let Some(base) = stale {
        let function = AsStrided { region: (*tensor.layout()).clone(), base_shape: base.shape() };
        let node = Node::new(Box::new(function), vec![gradient_edge(&base)]);
        tensor.set_history(node, 0);
    }
    tensor.meta_ref().grad_fn.clone()
}

/// Where the gradient of a tensor goes; `None` when it needs none.
pub fn gradient_edge(tensor: &Tensor) -> Option<Edge> {
    if let Some(node) = grad_fn(tensor) {
        return Some(Edge { node, slot: tensor.slot() });
    }
    let wanted = tensor.meta_ref().requires_grad;
    wanted.then(|| accumulator(tensor))
}

/// Whether a tensor may be changed in place.
///
/// # Errors
/// PyTorch's `RuntimeError` for a leaf that requires gradients, or a view of one.
pub fn check_inplace(target: &Tensor) -> Result<()> {
    if !is_grad_enabled() {
        return Ok(());
    }
    let meta = target.meta_ref();
    if let Some(view) = &meta.view
        && view.base.is_leaf()
        && view.base.requires_grad()
    {
        return Err(Error::runtime(
            "a view of a leaf Variable that requires grad is being used in an in-place operation.",
        ));
    }
    if meta.requires_grad && meta.grad_fn.is_none() {
        return Err(Error::runtime("a leaf Variable that requires grad is being used in an in-place operation."));
    }
    Ok(())
}

/// Gives a tensor that was changed in place its new history: its own, or, for a view, its base's.
pub fn rebase(target: &Tensor, node: Rc<Node>) {
    let base = target.meta_ref().view.as_ref().map(|view| view.base.clone());
    let Some(base) = base else { return target.set_history(node, 0) };
    let before = gradient_edge(&base);
    let function = CopySlices { region: (*target.layout()).clone() };
    let written = Some(Edge { node, slot: 0 });
    base.set_history(Node::new(Box::new(function), vec![before, written]), 0);
    if let Some(view) = &target.meta_ref().view {
        view.version.set(u64::MAX);
    }
}
