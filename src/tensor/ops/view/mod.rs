//! Views: the same memory under another layout.

mod axes;
mod expand;
mod reshape;
mod select;
mod split;
mod strided;
#[cfg(test)]
mod tests;

pub(super) use axes::distinct_dims;
pub(super) use select::wrap_index;
pub(super) use strided::plane;

use std::{borrow::Cow, fmt::Debug, rc::Rc};

use super::places::Spread;
use crate::tensor::{
    Attributes, Error, Gradients, Layout, Operation, Result, Tensor, apply, autograd::Context, ops::unary,
};

/// A layout made from another: what a view operation is.
trait View: Clone + Debug + 'static {
    /// PyTorch's name: `select`.
    const NAME: &'static str;
    /// The node's name: `SelectBackward0`.
    const NODE: &'static str;

    /// The layout of the view.
    fn layout(&self, source: &Layout) -> Result<Layout>;

    /// The gradient of the source, of the given shape: zero but for what the view shows.
    fn gradient(&self, grad: &Tensor, shape: &[usize]) -> Result<Tensor> {
        let places: Rc<[usize]> = self.layout(&Layout::contiguous(shape))?.places().collect();
        apply(
            Spread { name: Self::NAME, node: "IndexPutBackward0", places, shape: shape.to_vec() },
            std::slice::from_ref(grad),
        )
    }

    /// Arguments, under PyTorch's names.
    fn attributes(&self) -> Attributes;
}

#[derive(Clone, Debug)]
struct Viewed<V>(V);

impl<V: View> Operation for Viewed<V> {
    fn name(&self) -> &'static str {
        V::NAME
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(V::NODE)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let source = unary(V::NAME, inputs)?;
        Ok(source.with_layout(self.0.layout(&source.layout())?))
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(self.0.gradient(grad, context.shape(0))?)])
    }

    fn is_view(&self) -> bool {
        true
    }

    fn attributes(&self) -> Attributes {
        self.0.attributes()
    }
}

fn view(view: impl View, source: &Tensor) -> Result<Tensor> {
    apply(Viewed(view), std::slice::from_ref(source))
}

/// `x[...]`, `x.view_as_real()`: the same tensor behind another handle.
#[derive(Clone, Copy, Debug)]
struct Alias;

impl View for Alias {
    const NAME: &'static str = "alias";
    const NODE: &'static str = "AliasBackward0";

    fn layout(&self, source: &Layout) -> Result<Layout> {
        Ok(source.clone())
    }

    fn gradient(&self, grad: &Tensor, _shape: &[usize]) -> Result<Tensor> {
        Ok(grad.clone())
    }

    fn attributes(&self) -> Attributes {
        Vec::new()
    }
}

impl Tensor {
    /// A view of the whole (`x[...]`).
    ///
    /// # Errors
    /// None of its own.
    pub fn alias(&self) -> Result<Self> {
        view(Alias, self)
    }

    /// Whether the elements lie in row-major order without gaps.
    #[must_use]
    pub fn is_contiguous(&self) -> bool {
        self.layout().is_contiguous()
    }

    /// Elements between neighbours along each dimension.
    #[must_use]
    pub fn strides(&self) -> Vec<usize> {
        self.layout().strides().to_vec()
    }

    /// Where in its storage the first element lies.
    #[must_use]
    pub fn storage_offset(&self) -> usize {
        self.layout().offset()
    }

    /// A number that tells where the first element lies: equal for views that start at the same place.
    #[must_use]
    pub fn data_ptr(&self) -> usize {
        self.storage().address() + self.storage_offset() * self.dtype().item_size()
    }
}

/// `Tensor.resize_(size)`: the first elements of its memory under another shape; new memory, with zeros
/// at its end, where there are too few.
///
/// # Errors
/// PyTorch's for tensors that require gradients, and want of memory.
pub fn resized(target: &Tensor, shape: &[usize]) -> Result<Tensor> {
    if target.requires_grad() {
        return Err(Error::runtime("cannot resize variables that require grad"));
    }
    let count = crate::tensor::element_count(shape)?;
    let (storage, offset) = (target.storage(), target.storage_offset());
    let held = storage.borrow().len();
    if offset + count > held {
        let whole = Tensor::from_parts(storage, Layout::contiguous(&[held]));
        let kept = whole.slice(0, Some(offset as i64), None, 1)?;
        let missing = Tensor::full_as(0.0, &[offset + count - held], target.dtype())?;
        target.lie_as(&crate::tensor::ops::cat(&[kept, missing], 0)?.with_layout(Layout::contiguous(shape)));
    } else {
        let strides = Layout::contiguous(shape).strides().to_vec();
        target.lie_as(&target.with_layout(Layout::strided(shape.to_vec(), strides, offset)));
    }
    Ok(target.clone())
}

fn dimensionless(text: &'static str) -> Error {
    Error::index(text)
}

/// Makes a tensor a view of itself, as `t_` and its like do: the same object, laid out anew.
///
/// # Errors
/// Those of `view`, and PyTorch's for leaves that require gradients.
pub fn relaid(target: &Tensor, view: impl FnOnce(&Tensor) -> Result<Tensor>) -> Result<Tensor> {
    if crate::tensor::autograd::is_grad_enabled() && target.requires_grad() {
        crate::tensor::autograd::check_inplace(target)?;
    }
    let result = view(target)?;
    // Before the version goes up, which makes the nodes of views anew.
    let node = result.grad_fn();
    target.lie_as(&result);
    target.storage().bump_version();
    if let Some(node) = node {
        target.set_history(crate::tensor::autograd::of_place(node), 0);
    }
    Ok(target.clone())
}
