//! Whole slices found by number: `index_select`, `index_add`, `index_fill`, `index_copy`.

use super::{Taken, Written, bounded, dim_of, inputs};
use crate::tensor::{
    DType, Error, Result, Tensor, apply, apply_inplace,
    ops::{places::Put, view::wrap_index},
    wrap_dim,
};

/// The places of the slices `rows` along `dim` in a row-major tensor, and their shape.
pub(super) fn slices(shape: &[usize], dim: usize, rows: &[usize]) -> (Vec<usize>, Vec<usize>) {
    if shape.is_empty() {
        return (vec![0; rows.len().min(1)], Vec::new());
    }
    let inner: usize = shape[dim + 1..].iter().product();
    let outer: usize = shape[..dim].iter().product();
    let mut places = Vec::with_capacity(outer * rows.len() * inner);
    for start in (0..outer).map(|block| block * shape[dim] * inner) {
        for row in rows {
            places.extend(start + row * inner..start + (row + 1) * inner);
        }
    }
    let mut taken = shape.to_vec();
    taken[dim] = rows.len();
    (places, taken)
}

fn size_of(shape: &[usize], dim: usize) -> usize {
    shape.get(dim).copied().unwrap_or(1)
}

fn is_integer(index: &Tensor) -> bool {
    matches!(index.dtype(), DType::Int32 | DType::Int64)
}

/// `index_fill`, `index_copy`: numbers from the end count, too.
fn wrapped_rows(function: &str, index: &Tensor, dim: usize, size: usize) -> Result<Vec<usize>> {
    let row = |index| {
        wrap_index(index, size).ok_or_else(|| {
            Error::index(format!("{function}index {index} is out of bounds for dimension {dim} with size {size}"))
        })
    };
    index.to_vec::<i64>().into_iter().map(row).collect()
}

fn without(shape: &[usize], dim: usize) -> Vec<usize> {
    shape.iter().enumerate().filter(|(d, _)| *d != dim).map(|(_, &size)| size).collect()
}

fn check_adding(x: &Tensor, dim: usize, index: &Tensor, source: &Tensor) -> Result<()> {
    if !is_integer(index) {
        return Err(Error::runtime(format!(
            "index_add_(): Expected dtype int32/int64 for index but got: {}",
            index.dtype().scalar_name()
        )));
    }
    if x.dtype() != source.dtype() {
        return Err(Error::runtime(format!(
            "index_add_(): self ({}) and source ({}) must have the same scalar type",
            x.dtype().scalar_name(),
            source.dtype().scalar_name()
        )));
    }
    let (shape, given) = (x.shape(), source.shape());
    if size_of(&given, dim) != index.numel() {
        return Err(Error::runtime(format!(
            "index_add_(): Number of indices ({}) should be equal to source.size(dim): ({}), for dim: {dim}",
            index.numel(),
            size_of(&given, dim)
        )));
    }
    if without(&shape, dim) != without(&given, dim) {
        return Err(Error::runtime(format!(
            "source tensor shape must match self tensor shape, excluding the specified dimension. Got self.shape = \
             {shape:?} source.shape = {given:?}"
        )));
    }
    Ok(())
}

fn check_filling(index: &Tensor, value: &Tensor) -> Result<()> {
    if value.ndim() != 0 {
        return Err(Error::runtime(format!(
            "index_fill_ only supports a 0-dimensional value tensor, but got tensor with {} dimension(s).",
            value.ndim()
        )));
    }
    if index.dtype() != DType::Int64 {
        return Err(Error::index("index_fill_(): Expected dtype int64 for index."));
    }
    if index.ndim() > 1 {
        return Err(Error::runtime("Index has to be a vector/scalar"));
    }
    Ok(())
}

impl Tensor {
    /// `self.index_select(dim, index)`
    ///
    /// # Errors
    /// PyTorch's, for an index that does not fit.
    pub fn index_select(&self, dim: i64, index: &Self) -> Result<Self> {
        let dim = wrap_dim(dim, self.ndim())?;
        if index.ndim() > 1 {
            return Err(Error::index("index_select(): Index is supposed to be a vector"));
        }
        if !is_integer(index) {
            return Err(Error::runtime("index_select(): Expected dtype int32 or int64 for index"));
        }
        let shape = self.shape();
        let row = |row| usize::try_from(row).ok().filter(|&row| row < size_of(&shape, dim));
        let rows = index.to_vec::<i64>().into_iter().map(row).collect::<Option<Vec<_>>>();
        let (places, shape) = slices(&shape, dim, &rows.ok_or_else(|| Error::index("index out of range in self"))?);
        Taken { name: "index_select", node: "IndexSelectBackward0", places, shape, attributes: dim_of(dim) }.from(self)
    }

    fn index_adding(&self, dim: i64, index: &Self, source: &Self, alpha: &Self) -> Result<(Put, Option<Self>)> {
        let dim = wrap_dim(dim, self.ndim())?;
        check_adding(self, dim, index, source)?;
        let size = size_of(&self.shape(), dim);
        let rows = index.to_vec::<i64>().into_iter().map(|row| bounded(row, dim, size)).collect::<Result<Vec<_>>>()?;
        let (places, shape) = slices(&self.shape(), dim, &rows);
        let (name, node, accumulate, attributes) = ("index_add", "IndexAddBackward0", true, dim_of(dim));
        let written = Written { name, node, places, shape, accumulate, attributes };
        let scaled = if alpha.to_vec::<f64>() == [1.0] { source.clone() } else { source.mul(alpha)? };
        Ok(written.with(&scaled))
    }

    /// `self.index_add(dim, index, source, alpha)`
    ///
    /// # Errors
    /// PyTorch's, for an index or a source that does not fit.
    pub fn index_add(&self, dim: i64, index: &Self, source: &Self, alpha: &Self) -> Result<Self> {
        let (put, source) = self.index_adding(dim, index, source, alpha)?;
        apply(put, &inputs(self, source))
    }

    /// `self.index_add_(dim, index, source, alpha)`
    ///
    /// # Errors
    /// As [`Tensor::index_add`].
    pub fn index_add_(&self, dim: i64, index: &Self, source: &Self, alpha: &Self) -> Result<Self> {
        let (put, source) = self.index_adding(dim, index, source, alpha)?;
        apply_inplace(put, &inputs(self, source))
    }

    fn index_filling(&self, dim: i64, index: &Self, value: &Self) -> Result<(Put, Option<Self>)> {
        let dim = wrap_dim(dim, self.ndim())?;
        check_filling(index, value)?;
        let rows = wrapped_rows("", index, dim, size_of(&self.shape(), dim))?;
        let (places, shape) = slices(&self.shape(), dim, &rows);
        let number = value.is_wrapped_number();
        let node = if number { "IndexFillBackward0" } else { "IndexFillBackward1" };
        let written = Written { name: "index_fill", node, places, shape, accumulate: false, attributes: dim_of(dim) };
        Ok(if number { written.with_value(value) } else { written.with(value) })
    }

    /// `self.index_fill(dim, index, value)`, for a number or a 0-dimensional tensor.
    ///
    /// # Errors
    /// PyTorch's, for an index that does not fit.
    pub fn index_fill(&self, dim: i64, index: &Self, value: &Self) -> Result<Self> {
        let (put, source) = self.index_filling(dim, index, value)?;
        apply(put, &inputs(self, source))?.moved_to_lie_as(self)
    }

    /// `self.index_fill_(dim, index, value)`
    ///
    /// # Errors
    /// As [`Tensor::index_fill`].
    pub fn index_fill_(&self, dim: i64, index: &Self, value: &Self) -> Result<Self> {
        let (put, source) = self.index_filling(dim, index, value)?;
        apply_inplace(put, &inputs(self, source))
    }

    fn index_copying(&self, dim: i64, index: &Self, source: &Self) -> Result<(Put, Option<Self>)> {
        let dim = wrap_dim(dim, self.ndim())?;
        let given = size_of(&source.shape(), dim);
        if index.numel() != given {
            return Err(Error::index(format!(
                "index_copy_(): Number of indices ({}) should be equal to source.size(dim) ({given})",
                index.numel()
            )));
        }
        if index.dtype() != DType::Int64 {
            return Err(Error::index("index_copy_(): Expected a long tensor for index"));
        }
        let rows = wrapped_rows("index_copy_(): ", index, dim, size_of(&self.shape(), dim))?;
        let (places, shape) = slices(&self.shape(), dim, &rows);
        let (name, node, accumulate, attributes) = ("index_copy", "IndexCopyBackward0", false, dim_of(dim));
        Ok(Written { name, node, places, shape, accumulate, attributes }.with(source))
    }

    /// `self.index_copy(dim, index, source)`
    ///
    /// # Errors
    /// PyTorch's, for an index or a source that does not fit.
    pub fn index_copy(&self, dim: i64, index: &Self, source: &Self) -> Result<Self> {
        let (put, source) = self.index_copying(dim, index, source)?;
        apply(put, &inputs(self, source))
    }

    /// `self.index_copy_(dim, index, source)`
    ///
    /// # Errors
    /// As [`Tensor::index_copy`].
    pub fn index_copy_(&self, dim: i64, index: &Self, source: &Self) -> Result<Self> {
        let (put, source) = self.index_copying(dim, index, source)?;
        apply_inplace(put, &inputs(self, source))
    }
}
