//! A tensor cut into views that one node knows together.

use std::{borrow::Cow, rc::Rc};

use super::dimensionless;
use crate::tensor::{
    Attribute, Attributes, DType, Error, Layout, Result, Tensor, apply,
    autograd::{Creation, Function, Node, check_history, is_grad_enabled},
    dispatch::{Call, is_observed, observe},
    ops::places::Spread,
    wrap_dim,
};

/// The node of several views: gradients that arrive for any of them add up.
struct Cut {
    node: &'static str,
    parts: Vec<Layout>,
    shape: Vec<usize>,
    dtype: DType,
}

impl Function for Cut {
    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.node)
    }

    fn backward(&self, _node: &Rc<Node>, grads: &[Option<Tensor>]) -> Result<Vec<Option<Tensor>>> {
        let mut whole: Option<Tensor> = None;
        for (grad, part) in grads.iter().zip(&self.parts) {
            let Some(grad) = grad else { continue };
            let places = part.places().collect();
            let spread = Spread { name: "split", node: "IndexPutBackward0", places, shape: self.shape.clone() };
            let spread = apply(spread, &[grad.to_dtype(self.dtype)?])?;
            whole = Some(match whole {
                Some(held) => held.add(&spread)?,
                None => spread,
            });
        }
        Ok(vec![whole])
    }
}

/// Views of `source` under the layouts that `cut` makes from its own, all outputs of one node.
fn cut(
    name: &'static str,
    node: &'static str,
    source: &Tensor,
    attributes: &dyn Fn() -> Attributes,
    cut: impl Fn(&Layout) -> Vec<Layout>,
) -> Result<Vec<Tensor>> {
    check_history(source)?;
    let outputs: Vec<Tensor> = cut(&source.layout()).into_iter().map(|part| source.with_layout(part)).collect();
    for output in &outputs {
        output.set_view_of(source, Creation::OneOfMany);
    }
    if is_grad_enabled() && source.requires_grad() && source.dtype().is_floating_point() {
        let shape = source.shape();
        let parts = cut(&Layout::contiguous(&shape));
        let node = Node::new(Box::new(Cut { node, parts, shape, dtype: source.dtype() }), vec![source.gradient_edge()]);
        outputs.iter().enumerate().for_each(|(slot, output)| output.set_history(Rc::clone(&node), slot));
    }
    if is_observed() {
        for output in &outputs {
            observe(&Call { name, attributes, inputs: std::slice::from_ref(source), output, inplace: false });
        }
    }
    Ok(outputs)
}

/// The part of a layout from `start` over `length` indices of a dimension.
fn range(layout: &Layout, dim: usize, start: usize, length: usize) -> Layout {
    let mut shape = layout.shape().to_vec();
    shape[dim] = length;
    let offset = layout.offset() + start * layout.strides()[dim];
    Layout::strided(shape, layout.strides().to_vec(), offset)
}

fn parts(layout: &Layout, dim: usize, lengths: &[usize]) -> Vec<Layout> {
    let starts = lengths.iter().scan(0, |start, &length| Some(std::mem::replace(start, *start + length)));
    starts.zip(lengths).map(|(start, &length)| range(layout, dim, start, length)).collect()
}

impl Tensor {
    /// `self.split(split_size, dim)`: parts of one size, the last one smaller.
    ///
    /// # Errors
    /// PyTorch's, for a size that does not cut.
    pub fn split(&self, split_size: i64, dim: i64) -> Result<Vec<Self>> {
        if self.ndim() == 0 {
            return Err(Error::runtime("split expects at least a 1-dimensional tensor"));
        }
        let each = usize::try_from(split_size).map_err(|_| {
            Error::runtime(format!("split expects split_size be non-negative, but got split_size={split_size}"))
        })?;
        let dim = wrap_dim(dim, self.ndim())?;
        let size = self.shape()[dim];
        if each == 0 && size != 0 {
            return Err(Error::runtime(format!(
                "split_size can only be 0 if dimension size is 0, but got dimension size of {size}"
            )));
        }
        let count = if each == 0 { 1 } else { size.div_ceil(each).max(1) };
        let lengths: Vec<usize> = (0..count).map(|index| each.min(size - index * each)).collect();
        let attributes = || vec![("split_size", Attribute::Int(split_size)), ("dim", Attribute::Int(dim as i64))];
        cut("split", "SplitBackward0", self, &attributes, |layout| parts(layout, dim, &lengths))
    }

    /// `self.split(split_sizes, dim)`: parts of given sizes.
    ///
    /// # Errors
    /// PyTorch's, when the sizes do not add up.
    pub fn split_with_sizes(&self, split_sizes: &[i64], dim: i64) -> Result<Vec<Self>> {
        if self.ndim() == 0 {
            return Err(Error::runtime("split expects at least a 1-dimensional tensor"));
        }
        let dim = wrap_dim(dim, self.ndim())?;
        let size = self.shape()[dim];
        if split_sizes.iter().any(|&part| part < 0) {
            return Err(Error::runtime(format!(
                "split_with_sizes expects split_sizes have only non-negative entries, but got \
                 split_sizes={split_sizes:?}"
            )));
        }
        if split_sizes.iter().sum::<i64>() != size as i64 {
            return Err(Error::runtime(format!(
                "split_with_sizes expects split_sizes to sum exactly to {size} (input tensor's size at dimension {dim}), \
                 but got split_sizes={split_sizes:?}"
            )));
        }
        let lengths: Vec<usize> = split_sizes.iter().map(|&part| part as usize).collect();
        let attributes =
            || vec![("split_sizes", Attribute::Ints(split_sizes.to_vec())), ("dim", Attribute::Int(dim as i64))];
        cut("split", "SplitWithSizesBackward0", self, &attributes, |layout| parts(layout, dim, &lengths))
    }

    /// `self.chunk(chunks, dim)`: at most so many parts, all of one size but the last.
    ///
    /// # Errors
    /// PyTorch's, for no chunks.
    pub fn chunk(&self, chunks: i64, dim: i64) -> Result<Vec<Self>> {
        if self.ndim() == 0 {
            return Err(Error::runtime("chunk expects at least a 1-dimensional tensor"));
        }
        let count = usize::try_from(chunks).ok().filter(|&count| count > 0);
        let count = count
            .ok_or_else(|| Error::runtime(format!("chunk expects `chunks` to be greater than 0, got: {chunks}")))?;
        let size = self.shape()[wrap_dim(dim, self.ndim())?];
        if size == 0 {
            return self.split_with_sizes(&vec![0; count], dim);
        }
        self.split(size.div_ceil(count) as i64, dim)
    }

    /// `self.tensor_split(sections, dim)`: exactly so many parts, the first ones one longer.
    ///
    /// # Errors
    /// PyTorch's, for no sections.
    pub fn tensor_split(&self, sections: i64, dim: i64) -> Result<Vec<Self>> {
        let size = self.tensor_split_size(dim)?;
        if sections <= 0 {
            return Err(Error::runtime(format!("number of sections must be larger than 0, got {sections}")));
        }
        let (each, longer) = (size / sections, size % sections);
        let start = |section: i64| section * each + section.min(longer);
        (0..sections).map(|section| self.slice(dim, Some(start(section)), Some(start(section + 1)), 1)).collect()
    }

    /// `self.tensor_split(indices, dim)`: cut before each index.
    ///
    /// # Errors
    /// PyTorch's, for a dimension that is not there.
    pub fn tensor_split_at(&self, indices: &[i64], dim: i64) -> Result<Vec<Self>> {
        self.tensor_split_size(dim)?;
        let starts = std::iter::once(0).chain(indices.iter().copied());
        let ends = indices.iter().copied().map(Some).chain([None]);
        starts.zip(ends).map(|(start, end)| self.slice(dim, Some(start), end, 1)).collect()
    }

    fn tensor_split_size(&self, dim: i64) -> Result<i64> {
        if self.ndim() == 0 {
            return Err(Error::runtime(
                "tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims",
            ));
        }
        Ok(self.shape()[wrap_dim(dim, self.ndim())?] as i64)
    }

    /// The dimension along which `hsplit`, `vsplit` or `dsplit` cuts.
    ///
    /// # Errors
    /// PyTorch's, for a tensor of too few dimensions.
    fn cut_along(&self, name: &str) -> Result<usize> {
        let (least, dim) = match name {
            "hsplit" => (1, usize::from(self.ndim() > 1)),
            "vsplit" => (2, 0),
            _ => (3, 2),
        };
        if self.ndim() < least {
            return Err(Error::runtime(format!(
                "torch.{name} requires a tensor with at least {least} dimension, but got a tensor with {} dimensions!",
                self.ndim()
            )));
        }
        Ok(dim)
    }

    /// `torch.hsplit(self, sections)`, or its like under another name.
    ///
    /// # Errors
    /// PyTorch's, for too few dimensions, and parts of different sizes.
    pub fn cut(&self, name: &str, sections: i64) -> Result<Vec<Self>> {
        let dim = self.cut_along(name)?;
        let size = self.shape()[dim] as i64;
        if sections == 0 || size % sections != 0 {
            return Err(Error::runtime(format!(
                "torch.{name} attempted to split along dimension {dim}, but the size of the dimension {size} is not \
                 divisible by the split_size {sections}!"
            )));
        }
        self.tensor_split(sections, dim as i64)
    }

    /// `torch.hsplit(self, indices)`, or its like under another name.
    ///
    /// # Errors
    /// As [`Tensor::cut`].
    pub fn cut_at(&self, name: &str, indices: &[i64]) -> Result<Vec<Self>> {
        self.tensor_split_at(indices, self.cut_along(name)? as i64)
    }

    /// `self.unbind(dim)`: one view per index of a dimension.
    ///
    /// # Errors
    /// PyTorch's, for a dimension that is not there.
    pub fn unbind(&self, dim: i64) -> Result<Vec<Self>> {
        if self.ndim() == 0 {
            return Err(dimensionless("Dimension specified as 0 but tensor has no dimensions"));
        }
        let dim = wrap_dim(dim, self.ndim())?;
        let attributes = || vec![("dim", Attribute::Int(dim as i64))];
        cut("unbind", "UnbindBackward0", self, &attributes, |layout| {
            let (mut shape, mut strides) = (layout.shape().to_vec(), layout.strides().to_vec());
            let (count, stride) = (shape.remove(dim), strides.remove(dim));
            let part = |index| Layout::strided(shape.clone(), strides.clone(), layout.offset() + index * stride);
            (0..count).map(part).collect()
        })
    }

    /// The parts along the first dimension, as Python iterates.
    ///
    /// # Errors
    /// PyTorch's `TypeError` for a 0-dimensional tensor.
    pub fn rows(&self) -> Result<Vec<Self>> {
        if self.ndim() == 0 {
            return Err(Error::type_error("iteration over a 0-d tensor"));
        }
        self.unbind(0)
    }
}
