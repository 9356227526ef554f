//! Views that are read off the strides: diagonals, windows, free choice.

use super::{View, reshape::sizes, view};
use crate::tensor::{Attribute, Attributes, Error, Layout, Result, Tensor, wrap_dim};

/// The diagonal of two dimensions, as the last dimension.
#[derive(Clone, Copy, Debug)]
struct Diagonal {
    offset: i64,
    dim1: usize,
    dim2: usize,
}

impl View for Diagonal {
    const NAME: &'static str = "diagonal";
    const NODE: &'static str = "DiagonalBackward0";

    fn layout(&self, source: &Layout) -> Result<Layout> {
        let (rows, columns) = (source.shape()[self.dim1], source.shape()[self.dim2]);
        let (down, right) = (source.strides()[self.dim1], source.strides()[self.dim2]);
        let skip = usize::try_from(self.offset.unsigned_abs()).unwrap_or(usize::MAX);
        let (length, start) = if self.offset >= 0 {
            (rows.min(columns.saturating_sub(skip)), skip.saturating_mul(right))
        } else {
            (rows.saturating_sub(skip).min(columns), skip.saturating_mul(down))
        };
        let rest = (0..source.ndim()).filter(|&dim| dim != self.dim1 && dim != self.dim2);
        let (mut shape, mut strides): (Vec<_>, Vec<_>) =
            rest.map(|dim| (source.shape()[dim], source.strides()[dim])).unzip();
        shape.push(length);
        strides.push(down + right);
        let offset = if length == 0 { source.offset() } else { source.offset() + start };
        Ok(Layout::strided(shape, strides, offset))
    }

    fn attributes(&self) -> Attributes {
        vec![
            ("offset", Attribute::Int(self.offset)),
            ("dim1", Attribute::Int(self.dim1 as i64)),
            ("dim2", Attribute::Int(self.dim2 as i64)),
        ]
    }
}

/// Windows along a dimension, as a new last dimension.
#[derive(Clone, Copy, Debug)]
struct Unfold {
    dim: usize,
    size: usize,
    step: usize,
}

impl View for Unfold {
    const NAME: &'static str = "unfold";
    const NODE: &'static str = "UnfoldBackward0";

    fn layout(&self, source: &Layout) -> Result<Layout> {
        let (mut shape, mut strides) = (source.shape().to_vec(), source.strides().to_vec());
        if shape.is_empty() {
            return Ok(Layout::strided(vec![self.size], vec![1], source.offset()));
        }
        let stride = strides[self.dim];
        shape[self.dim] = (shape[self.dim] - self.size) / self.step + 1;
        strides[self.dim] = stride * self.step;
        shape.push(self.size);
        strides.push(stride);
        Ok(Layout::strided(shape, strides, source.offset()))
    }

    fn attributes(&self) -> Attributes {
        let int = |value: usize| Attribute::Int(value as i64);
        vec![("dimension", int(self.dim)), ("size", int(self.size)), ("step", int(self.step))]
    }
}

/// Any layout over the same storage.
#[derive(Clone, Debug)]
struct AsStrided {
    region: Layout,
    source: Layout,
}

impl View for AsStrided {
    const NAME: &'static str = "as_strided";
    const NODE: &'static str = "AsStridedBackward0";

    fn layout(&self, source: &Layout) -> Result<Layout> {
        if *source == self.source {
            return Ok(self.region.clone());
        }
        // The way back looks at a row-major copy of the source: find the same elements there.
        let offset = self.region.offset().checked_sub(self.source.offset());
        match offset {
            Some(offset) if self.source.is_contiguous() => {
                Ok(Layout::strided(self.region.shape().to_vec(), self.region.strides().to_vec(), offset))
            }
            _ => Err(Error::not_implemented("as_strided has no gradient for a source that is not contiguous")),
        }
    }

    fn attributes(&self) -> Attributes {
        vec![
            ("size", sizes(self.region.shape())),
            ("stride", sizes(self.region.strides())),
            ("storage_offset", Attribute::Int(self.region.offset() as i64)),
        ]
    }
}

/// Two dimensions for a diagonal.
pub(in crate::tensor::ops) fn plane(dim1: i64, dim2: i64, ndim: usize) -> Result<(usize, usize)> {
    let (first, second) = (wrap_dim(dim1, ndim)?, wrap_dim(dim2, ndim)?);
    if first == second {
        return Err(Error::runtime(format!("diagonal dimensions cannot be identical {dim1}, {dim2}")));
    }
    Ok((first, second))
}

impl Tensor {
    /// `self.diagonal(offset, dim1, dim2)`
    ///
    /// # Errors
    /// PyTorch's, when the dimensions are not there or the same.
    pub fn diagonal(&self, offset: i64, dim1: i64, dim2: i64) -> Result<Self> {
        let (dim1, dim2) = plane(dim1, dim2, self.ndim())?;
        view(Diagonal { offset, dim1, dim2 }, self)
    }

    /// `self.unfold(dimension, size, step)`
    ///
    /// # Errors
    /// PyTorch's, when the window does not fit or does not move.
    pub fn unfold(&self, dimension: i64, size: i64, step: i64) -> Result<Self> {
        let dim = wrap_dim(dimension, self.ndim())?;
        let held = self.shape().get(dim).copied().unwrap_or(1);
        if size < 0 {
            return Err(Error::runtime(format!("size is {size} but must be >= 0")));
        }
        if size > held as i64 {
            return Err(Error::runtime(format!(
                "maximum size for tensor at dimension {dim} is {held} but size is {size}"
            )));
        }
        if step <= 0 {
            return Err(Error::runtime(format!("step is {step} but must be > 0")));
        }
        view(Unfold { dim, size: size as usize, step: step as usize }, self)
    }

    /// `self.as_strided(size, stride, storage_offset)`
    ///
    /// # Errors
    /// PyTorch's, when the layout leaves the storage.
    pub fn as_strided(&self, size: &[i64], stride: &[i64], storage_offset: Option<i64>) -> Result<Self> {
        if size.len() != stride.len() {
            return Err(Error::runtime("mismatch in length of strides and shape"));
        }
        if stride.iter().any(|&stride| stride < 0) {
            return Err(Error::runtime(format!(
                "as_strided: Negative strides are not supported at the moment, got strides: {stride:?}"
            )));
        }
        let source = (*self.layout()).clone();
        let offset = storage_offset.unwrap_or(source.offset() as i64);
        let numbers = |values: &[i64]| values.iter().map(|&value| value.max(0) as usize).collect::<Vec<_>>();
        let region = Layout::strided(numbers(size), numbers(stride), offset.max(0) as usize);
        let (held, item) = (self.storage().borrow().len(), self.dtype().item_size());
        if region.end() > held {
            return Err(Error::runtime(format!(
                "setStorage: sizes {size:?}, strides {stride:?}, storage offset {offset}, and itemsize {item} requiring a \
                 storage size of {} are out of bounds for storage of size {}",
                region.end() * item,
                held * item
            )));
        }
        view(AsStrided { region, source }, self)
    }
}
