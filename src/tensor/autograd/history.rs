//! The graph under in-place operations: who shares memory with whom, and whose node is whose.

use std::{borrow::Cow, cell::Cell, collections::HashMap, rc::Rc};

use super::{Edge, Function, Meta, Node, leaf::accumulator};
use crate::tensor::{
    apply,
    error::{Error, Result},
    layout::Layout,
    ops::places::{Pick, Put, Spread},
    tensor::Tensor,
};

/// A tensor's tie to the one whose memory it shows.
pub struct View {
    /// The tensor that owns the memory; never a view itself.
    pub base: Tensor,
    /// The version of the memory that `grad_fn` was made for.
    pub version: Cell<u64>,
    /// Whether it may be changed in place.
    pub creation: Creation,
}

/// How a view came to be, which decides what changing it in place means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Creation {
    /// Recorded, or not in need of it.
    Plain,
    /// While recording was off: whether a later change should be recorded is anyone's guess.
    Unrecorded,
    /// One of several outputs of one node, whose histories cannot change apart.
    OneOfMany,
}

impl Creation {
    /// The kind of a view of `source` that is itself made as `self`.
    pub fn after(self, source: &Tensor) -> Self {
        match (self, &source.meta_ref().view) {
            (Self::Plain, Some(view)) => view.creation,
            _ => self,
        }
    }
}

/// Where the elements of `region` lie in a row-major copy of what `base` shows of the same storage.
fn places_in(base: &Layout, region: &Layout) -> Rc<[usize]> {
    if base.is_contiguous() {
        return region.places().map(|place| place - base.offset()).collect();
    }
    let found: HashMap<usize, usize> = base.places().enumerate().map(|(index, place)| (place, index)).collect();
    region.places().map(|place| found.get(&place).copied().unwrap_or(0)).collect()
}

/// Gradients of a base after part of it was overwritten: the part goes through whatever wrote it, the
/// rest to the base as it was.
struct CopySlices {
    base: Layout,
    region: Layout,
    writer: Option<Rc<Node>>,
}

impl Function for CopySlices {
    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed("CopySlices")
    }

    fn backward(&self, _node: &Rc<Node>, grads: &[Option<Tensor>]) -> Result<Vec<Option<Tensor>>> {
        let (Some(Some(grad)), Some(writer)) = (grads.first(), &self.writer) else { return Ok(Vec::new()) };
        let places = places_in(&self.base, &self.region);
        let shape = self.region.shape().to_vec();
        let pick = Pick {
            name: "copy_slices",
            node: "AsStridedBackward0",
            places: Rc::clone(&places),
            shape: shape.clone(),
            attributes: Vec::new(),
        };
        let part = apply(pick, std::slice::from_ref(grad))?;
        let mut results = writer.function().backward(writer, &[Some(part)])?;
        let through = match results.first_mut().and_then(Option::take) {
            Some(through) => through,
            None => Tensor::full_as(0.0, &shape, grad.dtype())?,
        };
        let put = Put {
            name: "copy_slices",
            node: "CopySlicesBackward",
            places,
            shape,
            accumulate: false,
            value: None,
            attributes: Vec::new(),
        };
        results[0] = Some(apply(put, &[grad.clone(), through])?);
        Ok(results)
    }

    fn release(&self) {
        if let Some(writer) = &self.writer {
            writer.function().release();
        }
    }

    fn take_nodes(&mut self) -> Vec<Rc<Node>> {
        self.writer.take().into_iter().collect()
    }
}

/// Gradients of a view whose base was changed after the view was taken.
struct AsStrided {
    base: Layout,
    region: Layout,
}

impl Function for AsStrided {
    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed("AsStridedBackward0")
    }

    fn backward(&self, _node: &Rc<Node>, grads: &[Option<Tensor>]) -> Result<Vec<Option<Tensor>>> {
        let Some(Some(grad)) = grads.first() else { return Ok(vec![None]) };
        let spread = Spread {
            name: "as_strided",
            node: "AsStridedBackwardBackward0",
            places: places_in(&self.base, &self.region),
            shape: self.base.shape().to_vec(),
        };
        Ok(vec![Some(apply(spread, std::slice::from_ref(grad))?)])
    }
}

/// The base of a view that was changed since the view's node was made, if gradients flow to it.
fn changed_base(tensor: &Tensor) -> Option<Tensor> {
    let meta = tensor.meta_ref();
    let view = meta.view.as_ref()?;
    (view.version.get() != tensor.version() && view.base.requires_grad()).then(|| view.base.clone())
}

/// Whether a view has become part of the graph by a change to its base.
pub fn is_drawn_in(tensor: &Tensor) -> bool {
    changed_base(tensor).is_some()
}

/// `Tensor.grad_fn`, made anew for a view whose base got another history since.
pub fn grad_fn(tensor: &Tensor) -> Option<Rc<Node>> {
    if let Some(base) = changed_base(tensor) {
        if let Some(view) = &tensor.meta_ref().view {
            view.version.set(tensor.version());
        }
        let function = AsStrided { base: (*base.layout()).clone(), region: (*tensor.layout()).clone() };
        tensor.set_history(Node::new(Box::new(function), vec![gradient_edge(&base)]), 0);
    }
    tensor.meta_ref().grad_fn.clone()
}

/// Where the gradient of a tensor goes; `None` when it needs none.
pub fn gradient_edge(tensor: &Tensor) -> Option<Edge> {
    if let Some(node) = grad_fn(tensor) {
        return Some(Edge { node, slot: tensor.slot() });
    }
    tensor.requires_grad().then(|| accumulator(tensor))
}

/// Whether a tensor may be changed in place by an operation of whose inputs one at least requires
/// gradients.
///
/// # Errors
/// PyTorch's `RuntimeError` for a leaf that requires gradients, a view of one, or a view whose history
/// cannot be rewritten.
pub fn check_inplace(target: &Tensor) -> Result<()> {
    let meta = target.meta_ref();
    if let Some(view) = &meta.view {
        check_creation(view, &meta, false)?;
        if view.base.requires_grad() && view.base.is_leaf() {
            return Err(Error::runtime(
                "a view of a leaf Variable that requires grad is being used in an in-place operation.",
            ));
        }
    }
    if meta.requires_grad && meta.grad_fn.is_none() {
        return Err(Error::runtime("a leaf Variable that requires grad is being used in an in-place operation."));
    }
    Ok(())
}

/// Whether a tensor's history can be told: not that of a view which cannot follow a change to its base.
///
/// # Errors
/// PyTorch's `RuntimeError`.
pub fn check_history(tensor: &Tensor) -> Result<()> {
    if !is_drawn_in(tensor) {
        return Ok(());
    }
    let meta = tensor.meta_ref();
    meta.view.as_ref().map_or(Ok(()), |view| check_creation(view, &meta, true))
}

fn check_creation(view: &View, meta: &Meta, by_base: bool) -> Result<()> {
    let changed = if by_base { "its base or another view of its base has been" } else { "is being" };
    let reason = match view.creation {
        Creation::Plain => return Ok(()),
        Creation::Unrecorded => {
            "Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving \
             both the view and the inplace either both inside the no_grad block (if you don't want the inplace to be \
             tracked) or both outside (if you want the inplace to be tracked)."
        }
        Creation::OneOfMany => {
            "This view is the output of a function that returns multiple views. Such functions do not allow the output \
             views to be modified inplace. You should replace the inplace operation by an out-of-place one."
        }
    };
    Err(Error::runtime(match &meta.grad_fn {
        Some(node) if view.creation == Creation::OneOfMany => {
            let name = node.name();
            let name = name.trim_end_matches("Backward0");
            format!("Output {} of {name} is a view and {changed} modified inplace. {reason}", meta.slot)
        }
        _ => {
            format!(
                "A view was created in no_grad mode and {changed} modified inplace with grad mode enabled. {reason}"
            )
        }
    }))
}

/// Gives a tensor that was changed in place its new history: its own, or, for a view, its base's.
pub fn rebase(target: &Tensor, node: Rc<Node>) {
    let base = target.meta_ref().view.as_ref().map(|view| view.base.clone());
    let Some(base) = base else { return target.set_history(node, 0) };
    let mut edges = vec![gradient_edge(&base)];
    edges.extend(node.edges().iter().skip(1).cloned());
    let (layout, region) = ((*base.layout()).clone(), (*target.layout()).clone());
    let function = CopySlices { base: layout, region, writer: Some(node) };
    base.set_history(Node::new(Box::new(function), edges), 0);
    if let Some(view) = &target.meta_ref().view {
        view.version.set(u64::MAX);
    }
}
