//! Elements found by their number in row-major order: `take`, `put`.

use super::{Taken, Written, inputs};
use crate::tensor::{
    DType, Error, Result, Tensor, apply, apply_inplace,
    ops::{places::Put, view::wrap_index},
};

fn places(function: &str, index: &Tensor, count: usize) -> Result<Vec<usize>> {
    if index.dtype() != DType::Int64 {
        return Err(Error::runtime(format!(
            "{function}(): Expected a long tensor for index, but got {}",
            index.dtype().scalar_name()
        )));
    }
    let place = |index| {
        wrap_index(index, count).ok_or_else(|| {
            Error::index(format!("out of range: tried to access index {index} on a tensor of {count} elements."))
        })
    };
    index.to_vec::<i64>().into_iter().map(place).collect()
}

impl Tensor {
    /// `self.take(index)`
    ///
    /// # Errors
    /// PyTorch's, for an index that is out of range.
    pub fn take(&self, index: &Self) -> Result<Self> {
        let places = places("take", index, self.numel())?;
        Taken { name: "take", node: "TakeBackward0", places, shape: index.shape(), attributes: Vec::new() }.from(self)
    }

    fn putting(&self, index: &Self, source: &Self, accumulate: bool) -> Result<(Put, Option<Self>)> {
        if index.dtype() == DType::Int64 && self.dtype() != source.dtype() {
            return Err(Error::runtime(format!(
                "put_(): self and source expected to have the same dtype, but got self.dtype = {} and source.dtype = {}",
                self.dtype().scalar_name(),
                source.dtype().scalar_name()
            )));
        }
        if source.numel() != index.numel() {
            return Err(Error::index(format!(
                "put_(): Expected source and index to have the same number of elements, but got source.numel() = {}, \
                 index.numel() = {}",
                source.numel(),
                index.numel()
            )));
        }
        let places = places("put_", index, self.numel())?;
        let (shape, attributes) = (source.shape(), Vec::new());
        Ok(Written { name: "put", node: "PutBackward0", places, shape, accumulate, attributes }.with(source))
    }

    /// `self.put(index, source, accumulate)`
    ///
    /// # Errors
    /// PyTorch's, for an index that is out of range or another number of elements.
    pub fn put(&self, index: &Self, source: &Self, accumulate: bool) -> Result<Self> {
        let (put, source) = self.putting(index, source, accumulate)?;
        apply(put, &inputs(self, source))
    }

    /// `self.put_(index, source, accumulate)`
    ///
    /// # Errors
    /// As [`Tensor::put`].
    pub fn put_(&self, index: &Self, source: &Self, accumulate: bool) -> Result<Self> {
        let (put, source) = self.putting(index, source, accumulate)?;
        apply_inplace(put, &inputs(self, source))
    }
}
