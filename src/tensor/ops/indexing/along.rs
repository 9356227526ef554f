//! Elements found by number along one dimension: `gather`, `scatter` and their kin.

use super::{Taken, Written, bounded, dim_of, inputs};
use crate::tensor::{
    DType, Error, Layout, Result, Tensor, apply, apply_inplace, broadcast_shapes, ops::places::Put, wrap_dim,
};

/// What `scatter` does where something was before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scatter {
    /// Writes over it.
    Write,
    /// Adds to it (`scatter_add`).
    Add,
}

pub(super) fn integers(function: &str, index: &Tensor) -> Result<Vec<i64>> {
    if !matches!(index.dtype(), DType::Int32 | DType::Int64) {
        return Err(Error::runtime(format!("{function}(): Expected dtype int32/int64 for index")));
    }
    Ok(index.to_vec())
}

/// For each element of `index`, its own place in a row-major tensor of `shape` with the coordinate
/// along `dim` replaced by the element's value.
pub(super) fn places(index: &Tensor, numbers: &[i64], shape: &[usize], dim: usize) -> Result<Vec<usize>> {
    if shape.is_empty() || index.ndim() == 0 {
        return numbers.iter().map(|&number| bounded(number, 0, shape.first().copied().unwrap_or(1))).collect();
    }
    let target = Layout::contiguous(shape);
    let mut strides = target.strides().to_vec();
    let stride = std::mem::replace(&mut strides[dim], 0);
    let own = Layout::strided(index.shape(), strides, 0);
    own.places().zip(numbers).map(|(place, &number)| Ok(place + bounded(number, dim, shape[dim])? * stride)).collect()
}

pub(super) fn same_dims(index: &Tensor, ndim: usize, what: &str) -> Result<()> {
    if index.ndim().max(1) == ndim.max(1) {
        return Ok(());
    }
    Err(Error::runtime(format!("Index tensor must have the same number of dimensions as {what} tensor")))
}

fn gather_fits(index: &Tensor, x: &Tensor, dim: usize) -> Result<()> {
    if index.numel() == 0 {
        return Ok(());
    }
    same_dims(index, x.ndim(), "input")?;
    let (given, shape) = (index.shape(), x.shape());
    match given.iter().zip(&shape).enumerate().position(|(d, (given, size))| d != dim && given > size) {
        None => Ok(()),
        Some(misfit) => Err(Error::runtime(format!(
            "Size does not match at dimension {misfit} expected index {given:?} to be no larger than self {shape:?} \
             apart from dimension {dim}"
        ))),
    }
}

pub(super) fn scatter_fits(index: &[usize], shape: &[usize], source: Option<&[usize]>, dim: usize) -> Result<()> {
    let beyond_self = index.iter().zip(shape).enumerate().any(|(d, (index, size))| d != dim && index > size);
    let beyond_source = source.is_some_and(|source| index.iter().zip(source).any(|(index, source)| index > source));
    if !beyond_self && !beyond_source {
        return Ok(());
    }
    let source = source.map_or_else(String::new, |source| format!(" and to be no larger size than src {source:?}"));
    Err(Error::runtime(format!(
        "Expected index {index:?} to be no larger than self {shape:?} apart from dimension {dim}{source}"
    )))
}

/// The part of a source that an index reaches.
pub(super) fn reached(source: &Tensor, index: &[usize]) -> Result<Tensor> {
    let mut part = source.clone();
    for (dim, &size) in index.iter().enumerate() {
        if part.shape().get(dim).is_some_and(|&held| held != size) {
            part = part.slice(dim as i64, None, Some(size as i64), 1)?;
        }
    }
    Ok(part)
}

impl Tensor {
    /// `self.gather(dim, index)`
    ///
    /// # Errors
    /// PyTorch's, for an index that does not fit.
    pub fn gather(&self, dim: i64, index: &Self) -> Result<Self> {
        let dim = wrap_dim(dim, self.ndim())?;
        let numbers = integers("gather", index)?;
        gather_fits(index, self, dim)?;
        let places = places(index, &numbers, &self.shape(), dim)?;
        let (shape, attributes) = (index.shape(), dim_of(dim));
        Taken { name: "gather", node: "GatherBackward0", places, shape, attributes }.from(self)
    }

    /// `self.take_along_dim(indices, dim)`; without a dimension, of all elements in a row.
    ///
    /// # Errors
    /// PyTorch's, for indices that do not fit.
    pub fn take_along_dim(&self, indices: &Self, dim: Option<i64>) -> Result<Self> {
        if indices.dtype() != DType::Int64 {
            return Err(Error::runtime(format!(
                "torch.take_along_dim(): dtype of indices should be Long but got {}",
                indices.dtype().scalar_name()
            )));
        }
        let Some(dim) = dim else { return self.ravel()?.gather(0, &indices.ravel()?) };
        if self.ndim() != indices.ndim() {
            return Err(Error::runtime(format!(
                "torch.take_along_dim(): input and indices should have the same number of dimensions, but got {} \
                 dimensions for input, and {} dimensions for indices",
                self.ndim(),
                indices.ndim()
            )));
        }
        let wrapped = wrap_dim(dim, self.ndim())?;
        let (mut left, mut right) = (self.shape(), indices.shape());
        let (held, asked) = (std::mem::replace(&mut left[wrapped], 1), std::mem::replace(&mut right[wrapped], 1));
        let mut common = broadcast_shapes(&left, &right)?;
        common[wrapped] = asked;
        let indices = indices.broadcast_to(&common)?;
        common[wrapped] = held;
        self.broadcast_to(&common)?.gather(dim, &indices)
    }

    fn scattering(&self, dim: i64, index: &Self, source: &Self, how: Scatter) -> Result<(Put, Option<Self>)> {
        let dim = wrap_dim(dim, self.ndim())?;
        let numbers = integers("scatter", index)?;
        let (shape, given) = (self.shape(), index.shape());
        let number = source.is_wrapped_number();
        if !number && source.dtype() != self.dtype() {
            return Err(Error::runtime("scatter(): Expected self.dtype to be equal to src.dtype"));
        }
        if index.numel() != 0 {
            same_dims(index, self.ndim(), "self")?;
            if !number {
                same_dims(index, source.ndim(), "src")?;
            }
            scatter_fits(&given, &shape, (!number).then(|| source.shape()).as_deref(), dim)?;
        }
        let places = places(index, &numbers, &shape, dim)?;
        let (name, node) = match how {
            Scatter::Add => ("scatter_add", "ScatterAddBackward0"),
            Scatter::Write if number => ("scatter", "ScatterBackward1"),
            Scatter::Write => ("scatter", "ScatterBackward0"),
        };
        let (accumulate, attributes) = (how == Scatter::Add, dim_of(dim));
        let written = Written { name, node, places, shape: given.clone(), accumulate, attributes };
        if number || index.numel() == 0 {
            return Ok(written.with_value(&if number { source.clone() } else { Self::scalar(0_i64) }));
        }
        Ok(written.with(&reached(source, &given)?))
    }

    /// `self.scatter(dim, index, source)`, `self.scatter_add(…)`; the source may be a (wrapped) number.
    ///
    /// # Errors
    /// PyTorch's, for an index or a source that does not fit.
    pub fn scatter(&self, dim: i64, index: &Self, source: &Self, how: Scatter) -> Result<Self> {
        let (put, source) = self.scattering(dim, index, source, how)?;
        apply(put, &inputs(self, source))
    }

    /// The same in place.
    ///
    /// # Errors
    /// As [`Tensor::scatter`].
    pub fn scatter_(&self, dim: i64, index: &Self, source: &Self, how: Scatter) -> Result<Self> {
        let (put, source) = self.scattering(dim, index, source, how)?;
        apply_inplace(put, &inputs(self, source))
    }
}
