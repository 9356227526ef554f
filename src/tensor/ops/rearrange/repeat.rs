//! `repeat`, `tile`, `repeat_interleave`.

use super::picked;
use crate::tensor::{Attribute, DType, Error, Result, Tensor, composite, row_major, wrap_dim};

impl Tensor {
    /// `self.repeat(sizes)`
    ///
    /// # Errors
    /// PyTorch's, for fewer sizes than dimensions or negative ones.
    pub fn repeat(&self, sizes: &[i64]) -> Result<Self> {
        let Some(missing) = sizes.len().checked_sub(self.ndim()) else {
            return Err(Error::runtime(
                "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor",
            ));
        };
        let padded = [vec![1; missing], self.shape()].concat();
        let target: Vec<i64> = padded.iter().zip(sizes).map(|(&size, &times)| size as i64 * times).collect();
        if let Some(negative) = target.iter().find(|&&size| size < 0) {
            return Err(Error::runtime(format!(
                "Trying to create tensor with negative dimension {negative}: {target:?}"
            )));
        }
        crate::tensor::element_count(&target.iter().map(|&size| size as usize).collect::<Vec<_>>())?;
        let along = |((&size, &times), stride): ((&usize, &i64), usize)| {
            (0..size * times as usize).map(|index| index % size * stride).collect()
        };
        let tables: Vec<Vec<usize>> = padded.iter().zip(sizes).zip(row_major(&padded)).map(along).collect();
        picked(self, "repeat", "RepeatBackward0", &tables, vec![("repeats", Attribute::Ints(sizes.to_vec()))])
    }

    /// `self.tile(dims)`: `repeat`, with ones put in front of too few sizes.
    ///
    /// # Errors
    /// As [`Tensor::repeat`].
    pub fn tile(&self, dims: &[i64]) -> Result<Self> {
        let missing = self.ndim().saturating_sub(dims.len());
        self.repeat(&[vec![1; missing], dims.to_vec()].concat())
    }

    /// `self.repeat_interleave(repeats, dim)`: each index so many times; without a dimension, each
    /// element.
    ///
    /// # Errors
    /// PyTorch's, for a negative number.
    pub fn repeat_interleave(&self, repeats: i64, dim: Option<i64>) -> Result<Self> {
        if repeats < 0 {
            return Err(Error::runtime("Repeats must be non-negative"));
        }
        let attributes = || vec![("repeats", Attribute::Int(repeats))];
        composite("repeat_interleave", &attributes, std::slice::from_ref(self), || {
            let x = if dim.is_none() { self.flatten(0, -1)? } else { self.clone() };
            let dim = wrap_dim(dim.unwrap_or(0), x.ndim())?;
            let mut wide = x.shape();
            wide.insert(dim + 1, repeats as usize);
            let wide = x.unsqueeze(dim as i64 + 1)?.broadcast_to(&wide)?.duplicate()?;
            wide.flatten(dim as i64, dim as i64 + 1)
        })
    }

    /// `self.repeat_interleave(repeats, dim)` with a number for each index, or one for all.
    ///
    /// # Errors
    /// PyTorch's, for numbers that are negative or not as many as there are indices.
    pub fn repeat_interleave_each(&self, repeats: &Self, dim: Option<i64>) -> Result<Self> {
        let x = if dim.is_none() { self.flatten(0, -1)? } else { self.clone() };
        let dim = wrap_dim(dim.unwrap_or(0), x.ndim())?;
        let size = x.shape().get(dim).copied().unwrap_or(1);
        let repeats =
            if repeats.numel() == 1 { repeats.reshape(&[1])?.broadcast_to(&[size])? } else { repeats.clone() };
        if repeats.numel() != size {
            return Err(Error::runtime(format!(
                "repeats must have the same size as input along dim, but got repeats.size(0) = {} and input.size({dim}) = \
                 {size}",
                repeats.numel()
            )));
        }
        x.index_select(dim as i64, &interleaved(&repeats)?)
    }
}

/// `torch.repeat_interleave(repeats)`: each index as many times as it says.
///
/// # Errors
/// PyTorch's, for numbers that are negative or no integers.
pub fn interleaved(repeats: &Tensor) -> Result<Tensor> {
    if !matches!(repeats.dtype(), DType::Int32 | DType::Int64) {
        return Err(Error::not_implemented(format!(
            "\"repeat_interleave_cpu\" not implemented for '{}'",
            repeats.dtype().scalar_name()
        )));
    }
    let counts = repeats.to_vec::<i64>();
    if counts.iter().any(|&count| count < 0) {
        return Err(Error::runtime("repeats can not be negative"));
    }
    let indices: Vec<i64> = counts
        .iter()
        .enumerate()
        .flat_map(|(index, &count)| std::iter::repeat_n(index as i64, count as usize))
        .collect();
    let count = indices.len();
    let indices = Tensor::from_vec(indices, &[count]);
    if repeats.dtype() == DType::Int32 { indices.to_dtype(DType::Int32) } else { Ok(indices) }
}
