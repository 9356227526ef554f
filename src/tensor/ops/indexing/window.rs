//! A tensor with another one in a part of it: `select_scatter` and its kin, `fill_diagonal_`.

use super::{Written, inputs};
use crate::tensor::{Error, Result, Tensor, apply};

impl Tensor {
    /// A copy of it with `source` in the place that `window` shows.
    fn with_window(
        &self,
        (name, node): (&'static str, &'static str),
        source: &Self,
        window: impl FnOnce(&Self) -> Result<Self>,
    ) -> Result<Self> {
        let numbered = Self::from_vec((0..self.numel() as i64).collect(), &self.shape());
        let shown = window(&numbered)?;
        let shape = shown.shape();
        if source.shape() != shape {
            return Err(Error::runtime(format!(
                "expected src to have a size equal to the slice of self. src size = {:?}, slice size = {shape:?}",
                source.shape()
            )));
        }
        let places = shown.to_vec::<i64>().into_iter().map(|place| place as usize).collect();
        let written = Written { name, node, places, shape, accumulate: false, attributes: Vec::new() };
        let (put, source) = written.with(source);
        apply(put, &inputs(self, source))
    }

    /// `self.select_scatter(src, dim, index)`
    ///
    /// # Errors
    /// PyTorch's, for a source of another shape; else as [`Tensor::select`].
    pub fn select_scatter(&self, source: &Self, dim: i64, index: i64) -> Result<Self> {
        self.with_window(("select_scatter", "SelectScatterBackward0"), source, |x| x.select(dim, index))
    }

    /// `self.slice_scatter(src, dim, start, end, step)`
    ///
    /// # Errors
    /// PyTorch's, for a source of another shape; else as [`Tensor::slice`].
    pub fn slice_scatter(&self, source: &Self, dim: i64, [start, end]: [Option<i64>; 2], step: i64) -> Result<Self> {
        self.with_window(("slice_scatter", "SliceScatterBackward0"), source, |x| x.slice(dim, start, end, step))
    }

    /// `self.diagonal_scatter(src, offset, dim1, dim2)`
    ///
    /// # Errors
    /// PyTorch's, for a source of another shape; else as [`Tensor::diagonal`].
    pub fn diagonal_scatter(&self, source: &Self, offset: i64, dim1: i64, dim2: i64) -> Result<Self> {
        let names = ("diagonal_scatter", "DiagonalScatterBackward0");
        self.with_window(names, source, |x| x.diagonal(offset, dim1, dim2))
    }

    /// `torch.as_strided_scatter(self, src, size, stride, storage_offset)`
    ///
    /// # Errors
    /// PyTorch's, for a source of another shape; else as [`Tensor::as_strided`].
    pub fn as_strided_scatter(&self, source: &Self, size: &[i64], stride: &[i64], offset: Option<i64>) -> Result<Self> {
        let names = ("as_strided_scatter", "AsStridedScatterBackward0");
        self.with_window(names, source, |x| x.as_strided(size, stride, offset))
    }

    /// What `fill_diagonal_` puts in the place of a tensor; with `wrap`, the diagonal of a tall matrix
    /// begins anew below its end.
    ///
    /// # Errors
    /// PyTorch's, for less than two dimensions, or more that differ in size.
    pub fn diagonal_filled(&self, value: &Self, wrap: bool) -> Result<Self> {
        let shape = self.shape();
        if shape.len() < 2 {
            return Err(Error::runtime("dimensions must larger than 1"));
        }
        if shape.len() > 2 && shape.iter().any(|&size| size != shape[0]) {
            return Err(Error::runtime("all dimensions of input must be of equal length"));
        }
        let step = crate::tensor::Layout::contiguous(&shape).strides().iter().sum::<usize>();
        let least = shape.iter().copied().min().unwrap_or(0);
        let count = if wrap && shape.len() == 2 { self.numel().div_ceil(step) } else { least };
        let places: Vec<usize> = (0..count).map(|index| index * step).collect();
        let (name, node, shape) = ("fill_diagonal_", "FillDiagonalBackward0", vec![places.len()]);
        let written = Written { name, node, places, shape, accumulate: false, attributes: Vec::new() };
        let (put, source) = written.with_value(value);
        apply(put, &inputs(self, source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor::testing::check_second_gradients;

    #[test]
    fn gradients_go_to_the_window_and_around_it() {
        let x = Tensor::from_vec((0..12).map(f64::from).collect(), &[3, 4]);
        let row = Tensor::from_vec(vec![0.5, -1.0, 2.0, 4.0], &[4]);
        let short = Tensor::from_vec(vec![0.5, -1.0, 2.0], &[3]);
        check_second_gradients(|x| x[0].select_scatter(&x[1], 0, 1)?.mul(&x[0]), &[x.clone(), row.clone()]);
        check_second_gradients(|x| x[0].diagonal_scatter(&x[1], 0, 0, 1)?.mul(&x[0]), &[x.clone(), short]);
        let rows = row.reshape(&[1, 4]).expect("four elements");
        check_second_gradients(|x| x[0].slice_scatter(&x[1], 0, [Some(2), None], 1)?.mul(&x[0]), &[x, rows]);
    }
}
