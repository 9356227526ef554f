//! Parts of a tensor: one index of a dimension, or a range of them.

use super::{View, dimensionless, view};
use crate::tensor::{Attribute, Attributes, Error, Layout, Result, Tensor, wrap_dim};

/// One index along a dimension.
#[derive(Clone, Copy, Debug)]
struct Select {
    dim: usize,
    index: usize,
}

impl View for Select {
    const NAME: &'static str = "select";
    const NODE: &'static str = "SelectBackward0";

    fn layout(&self, source: &Layout) -> Result<Layout> {
        let (mut shape, mut strides) = (source.shape().to_vec(), source.strides().to_vec());
        shape.remove(self.dim);
        let stride = strides.remove(self.dim);
        Ok(Layout::strided(shape, strides, source.offset() + self.index * stride))
    }

    fn attributes(&self) -> Attributes {
        vec![("dim", Attribute::Int(self.dim as i64)), ("index", Attribute::Int(self.index as i64))]
    }
}

/// Every `step`th index along a dimension, from `start` up to `end`.
#[derive(Clone, Copy, Debug)]
struct Slice {
    dim: usize,
    start: usize,
    end: usize,
    step: usize,
}

impl View for Slice {
    const NAME: &'static str = "slice";
    const NODE: &'static str = "SliceBackward0";

    fn layout(&self, source: &Layout) -> Result<Layout> {
        let (mut shape, mut strides) = (source.shape().to_vec(), source.strides().to_vec());
        let offset = source.offset() + self.start * strides[self.dim];
        shape[self.dim] = (self.end - self.start).div_ceil(self.step);
        strides[self.dim] *= self.step;
        Ok(Layout::strided(shape, strides, offset))
    }

    fn attributes(&self) -> Attributes {
        let int = |value: usize| Attribute::Int(value as i64);
        vec![("dim", int(self.dim)), ("start", int(self.start)), ("end", int(self.end)), ("step", int(self.step))]
    }
}

/// An index counted from the end when negative; `None` when it is not there.
pub(in crate::tensor::ops) fn wrap_index(index: i64, size: usize) -> Option<usize> {
    let wrapped = if index < 0 { index.checked_add(size as i64)? } else { index };
    usize::try_from(wrapped).ok().filter(|&index| index < size)
}

/// A bound of a slice, counted from the end when negative and cut to the size.
fn clamped(bound: i64, size: usize) -> usize {
    let wrapped = if bound < 0 { bound.saturating_add(size as i64) } else { bound };
    usize::try_from(wrapped).unwrap_or(0).min(size)
}

impl Tensor {
    /// `self.select(dim, index)`
    ///
    /// # Errors
    /// PyTorch's `IndexError`, when the dimension or the index is not there.
    pub fn select(&self, dim: i64, index: i64) -> Result<Self> {
        if self.ndim() == 0 {
            return Err(dimensionless("select() cannot be applied to a 0-dim tensor."));
        }
        let dim = wrap_dim(dim, self.ndim())?;
        let shape = self.shape();
        let Some(index) = wrap_index(index, shape[dim]) else {
            return Err(Error::index(format!(
                "select(): index {index} out of range for tensor of size {shape:?} at dimension {dim}"
            )));
        };
        view(Select { dim, index }, self)
    }

    /// `self[start:end:step]` along a dimension; `None` leaves a bound open.
    ///
    /// # Errors
    /// PyTorch's, when the dimension is not there or the step is not positive.
    pub fn slice(&self, dim: i64, start: Option<i64>, end: Option<i64>, step: i64) -> Result<Self> {
        if self.ndim() == 0 {
            return Err(dimensionless("slice() cannot be applied to a 0-dim tensor."));
        }
        let dim = wrap_dim(dim, self.ndim())?;
        let size = self.shape()[dim];
        let step = usize::try_from(step).ok().filter(|&step| step > 0);
        let step = step.ok_or_else(|| Error::value("step must be greater than zero"))?;
        let start = clamped(start.unwrap_or(0), size);
        let end = clamped(end.unwrap_or(i64::MAX), size).max(start);
        view(Slice { dim, start, end, step }, self)
    }

    /// `self.narrow(dim, start, length)`
    ///
    /// # Errors
    /// PyTorch's, when the range leaves the dimension.
    pub fn narrow(&self, dim: i64, start: i64, length: i64) -> Result<Self> {
        if self.ndim() == 0 {
            return Err(Error::runtime("narrow() cannot be applied to a 0-dim tensor."));
        }
        if length < 0 {
            return Err(Error::runtime("narrow(): length must be non-negative."));
        }
        let size = self.shape()[wrap_dim(dim, self.ndim())?] as i64;
        if start < -size || start > size {
            return Err(Error::index(format!(
                "start out of range (expected to be in range of [{}, {size}], but got {start})",
                -size
            )));
        }
        let first = if start < 0 { start + size } else { start };
        if first > size - length {
            return Err(Error::runtime(format!(
                "start ({first}) + length ({length}) exceeds dimension size ({size})."
            )));
        }
        self.slice(dim, Some(first), Some(first + length), 1)
    }
}
