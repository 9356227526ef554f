//! The same elements in the same order under another shape.

use std::borrow::Cow;

use super::{View, view};
use crate::tensor::{
    Attribute, Attributes, Error, Gradients, Layout, Operation, Result, Tensor, apply, autograd::Context, composite,
    ops::unary, wrap_dim,
};

/// `Tensor.view(shape)`
#[derive(Clone, Debug)]
struct Reshaped {
    shape: Vec<usize>,
}

impl View for Reshaped {
    const NAME: &'static str = "view";
    const NODE: &'static str = "ViewBackward0";

    fn layout(&self, source: &Layout) -> Result<Layout> {
        source.view_as(&self.shape).ok_or_else(|| {
            Error::runtime(
                "view size is not compatible with input tensor's size and stride (at least one dimension spans across \
                 two contiguous subspaces). Use .reshape(...) instead.",
            )
        })
    }

    fn gradient(&self, grad: &Tensor, shape: &[usize]) -> Result<Tensor> {
        reshaped(grad, shape)
    }

    fn attributes(&self) -> Attributes {
        vec![("size", sizes(&self.shape))]
    }
}

/// What `reshape` gives where a view is possible though there are gaps in the memory.
#[derive(Clone, Debug)]
struct ReshapeAlias(Reshaped);

impl View for ReshapeAlias {
    const NAME: &'static str = "reshape";
    const NODE: &'static str = "ReshapeAliasBackward0";

    fn layout(&self, source: &Layout) -> Result<Layout> {
        self.0.layout(source)
    }

    fn gradient(&self, grad: &Tensor, shape: &[usize]) -> Result<Tensor> {
        reshaped(grad, shape)
    }

    fn attributes(&self) -> Attributes {
        vec![("shape", sizes(&self.0.shape))]
    }
}

/// A fresh copy under another shape: what `reshape` gives when no view can.
#[derive(Clone, Debug)]
struct UnsafeView {
    shape: Vec<usize>,
}

impl Operation for UnsafeView {
    fn name(&self) -> &'static str {
        "_unsafe_view"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("UnsafeViewBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let copy = unary("_unsafe_view", inputs)?;
        Ok(copy.with_layout(Reshaped { shape: self.shape.clone() }.layout(&copy.layout())?))
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(reshaped(grad, context.shape(0))?)])
    }

    fn attributes(&self) -> Attributes {
        vec![("size", sizes(&self.shape))]
    }
}

/// A shape as an argument to show.
pub(super) fn sizes(shape: &[usize]) -> Attribute {
    Attribute::Ints(shape.iter().map(|&size| size as i64).collect())
}

/// A shape in which −1 may stand for what is left.
fn inferred(shape: &[i64], count: usize) -> Result<Vec<usize>> {
    let invalid = || Error::runtime(format!("shape '{shape:?}' is invalid for input of size {count}"));
    let mut open = None;
    let mut product = 1_usize;
    for (index, &size) in shape.iter().enumerate() {
        if let Ok(size) = usize::try_from(size) {
            product = product.checked_mul(size).ok_or_else(invalid)?;
        } else if size != -1 {
            return Err(Error::runtime(format!("invalid shape dimension {size} at index {index} of shape {shape:?}")));
        } else if open.replace(index).is_some() {
            return Err(Error::runtime("only one dimension can be inferred"));
        }
    }
    let Some(open) = open else {
        return if product == count { Ok(shape.iter().map(|&size| size as usize).collect()) } else { Err(invalid()) };
    };
    if product == 0 && count == 0 {
        return Err(Error::runtime(format!(
            "cannot reshape tensor of 0 elements into shape {shape:?} because the unspecified dimension size -1 can be \
             any value and is ambiguous"
        )));
    }
    if product == 0 || !count.is_multiple_of(product) {
        return Err(invalid());
    }
    let size = |(index, &size): (usize, &i64)| if index == open { count / product } else { size as usize };
    Ok(shape.iter().enumerate().map(size).collect())
}

/// A view where the memory allows one, else a copy.
pub(super) fn reshaped(x: &Tensor, shape: &[usize]) -> Result<Tensor> {
    let reshaped = Reshaped { shape: shape.to_vec() };
    if x.is_contiguous() {
        return view(reshaped, x);
    }
    if x.layout().view_as(shape).is_some() {
        return view(ReshapeAlias(reshaped), x);
    }
    composite("reshape", &|| vec![("shape", sizes(shape))], std::slice::from_ref(x), || {
        apply(UnsafeView { shape: shape.to_vec() }, &[x.duplicate_contiguous()?])
    })
}

impl Tensor {
    /// `self.view(shape)`; −1 stands for what is left.
    ///
    /// # Errors
    /// PyTorch's, when the elements do not fill the shape or do not lie right for a view.
    pub fn view(&self, shape: &[i64]) -> Result<Self> {
        view(Reshaped { shape: inferred(shape, self.numel())? }, self)
    }

    /// `self.reshape(shape)`: a view where that is possible, else a copy.
    ///
    /// # Errors
    /// PyTorch's, when the elements do not fill the shape.
    pub fn reshape(&self, shape: &[i64]) -> Result<Self> {
        reshaped(self, &inferred(shape, self.numel())?)
    }

    /// `self.flatten(start_dim, end_dim)`: itself when there is nothing to do.
    ///
    /// # Errors
    /// PyTorch's, for dimensions that are not there or the wrong way round.
    pub fn flatten(&self, start_dim: i64, end_dim: i64) -> Result<Self> {
        let (start, end) = (wrap_dim(start_dim, self.ndim())?, wrap_dim(end_dim, self.ndim())?);
        if start > end {
            return Err(Error::runtime("flatten() has invalid args: start_dim cannot come after end_dim"));
        }
        let shape = self.shape();
        if shape.is_empty() {
            return reshaped(self, &[1]);
        }
        if start == end {
            return Ok(self.clone());
        }
        let middle = shape[start..=end].iter().product();
        reshaped(self, &[&shape[..start], &[middle], &shape[end + 1..]].concat())
    }

    /// `self.ravel()`: one dimension, a view where that is possible.
    ///
    /// # Errors
    /// When the memory for a copy is not there.
    pub fn ravel(&self) -> Result<Self> {
        self.contiguous()?.view(&[-1])
    }

    /// `self.unflatten(dim, sizes)`
    ///
    /// # Errors
    /// PyTorch's, when the sizes do not multiply to that of the dimension.
    pub fn unflatten(&self, dim: i64, sizes: &[i64]) -> Result<Self> {
        let dim = wrap_dim(dim, self.ndim())?;
        if sizes.is_empty() {
            return Err(Error::runtime("unflatten: sizes must be non-empty"));
        }
        let shape = self.shape();
        let held = shape.get(dim).copied().unwrap_or(1);
        let inner = inferred(sizes, held).map_err(|error| {
            if !error.message.contains("is invalid for input") {
                return error;
            }
            Error::runtime(format!(
                "unflatten: Provided sizes {sizes:?} don't multiply up to the size of dim {dim} ({held}) in the input \
                 tensor"
            ))
        })?;
        let rest = shape.get(dim + 1..).unwrap_or_default();
        view(Reshaped { shape: [&shape[..dim], &inner, rest].concat() }, self)
    }

    /// `self.view_as(other)`
    ///
    /// # Errors
    /// As [`Tensor::view`].
    pub fn view_as(&self, other: &Self) -> Result<Self> {
        let shape: Vec<i64> = other.shape().iter().map(|&size| size as i64).collect();
        self.view(&shape)
    }

    /// `torch.atleast_2d(self)` and its like: dimensions of size 1 are added up to `ndim`, three at most.
    ///
    /// # Errors
    /// None of its own.
    pub fn atleast(&self, ndim: usize) -> Result<Self> {
        match (self.ndim(), ndim) {
            (0, _) => self.reshape(&vec![1; ndim]),
            (1, 2) => self.unsqueeze(0),
            (1, 3) => self.unsqueeze(0)?.unsqueeze(-1),
            (2, 3) => self.unsqueeze(-1),
            _ => Ok(self.clone()),
        }
    }

    /// `self.contiguous()`: itself when it is so already, else a copy.
    ///
    /// # Errors
    /// When the memory for a copy is not there.
    pub fn contiguous(&self) -> Result<Self> {
        if self.is_contiguous() { Ok(self.clone()) } else { self.duplicate_contiguous() }
    }
}
