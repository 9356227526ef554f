//! What hangs on the order of elements: median, mode.

use std::cmp::Ordering;

use super::{
    extreme::check_lane,
    lanes::{Dims, Lanes},
    spread::{Take, take_along},
};
use crate::tensor::{DType, Result, Tensor, apply, kernel::convert, ops::math::unsupported};

/// Ascending, NaN last; equal elements in their order.
fn ranking(lane: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lane.len()).collect();
    order.sort_by(|&a, &b| compare(lane[a], lane[b]));
    order
}

fn compare(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

/// The index that `choose` finds in each lane along `dim`.
fn chosen(x: &Tensor, dim: i64, keepdim: bool, choose: impl Fn(&[f64]) -> usize) -> Result<(Vec<usize>, Vec<usize>)> {
    let doubles = convert(&x.detach(), DType::Float64)?;
    let lanes = Lanes::new(&doubles, &Dims::new(x, Some(&[dim]), keepdim)?);
    let found = lanes.map::<f64, i64>(|lane| choose(&lane.iter().collect::<Vec<_>>()) as i64)?;
    Ok((found.to_vec::<i64>().into_iter().map(|index| index as usize).collect(), lanes.shape))
}

/// The lower median, the last of its equals; NaN beats all.
fn median_of(lane: &[f64]) -> usize {
    if let Some(nan) = lane.iter().position(|x| x.is_nan()) {
        return nan;
    }
    ranking(lane).get((lane.len().max(1) - 1) / 2).copied().unwrap_or(0)
}

/// The lower median of what is not NaN.
fn nanmedian_of(lane: &[f64]) -> usize {
    let count = lane.iter().filter(|x| !x.is_nan()).count();
    ranking(lane).get((count.max(1) - 1) / 2).copied().unwrap_or(0)
}

/// The median of all elements.
fn full(x: &Tensor, node: &'static str, choose: fn(&[f64]) -> usize) -> Result<Tensor> {
    if x.dtype() == DType::Bool {
        return Err(unsupported("median_cpu", DType::Bool));
    }
    if x.numel() == 0 {
        return Tensor::full_as(f64::NAN, &[], x.dtype());
    }
    let places = vec![choose(&x.to_vec::<f64>())].into();
    apply(Take { name: "median", node, places, shape: Vec::new() }, std::slice::from_ref(x))
}

/// The most frequent, the smallest of several, where it stands last.
fn mode_of(lane: &[f64]) -> usize {
    let order = ranking(lane);
    let mut best = (0, 0);
    let mut run = 0;
    for (at, &index) in order.iter().enumerate() {
        run = if at > 0 && lane[order[at - 1]] == lane[index] { run + 1 } else { 1 };
        if run > best.0 {
            best = (run, index);
        }
    }
    best.1
}

impl Tensor {
    /// `torch.median(self, dim)`: values and indices
    ///
    /// # Errors
    /// PyTorch's, for bools and a dimension that is not there or empty.
    pub fn median_dim(&self, dim: i64, keepdim: bool) -> Result<(Self, Self)> {
        if self.dtype() == DType::Bool {
            return Err(unsupported("median_cpu", DType::Bool));
        }
        let place = check_lane("median", self, dim)?;
        let (found, shape) = chosen(self, dim, keepdim, median_of)?;
        take_along(("median", "MedianBackward1"), self, place, &found, &shape)
    }

    /// `torch.median(self)`: the lower one of two.
    ///
    /// # Errors
    /// PyTorch's, for bools.
    pub fn median(&self) -> Result<Self> {
        full(self, "MedianBackward0", median_of)
    }

    /// `torch.nanmedian(self)`: NaN is left out.
    ///
    /// # Errors
    /// As [`Tensor::median`].
    pub fn nanmedian(&self) -> Result<Self> {
        full(self, "NanmedianBackward0", nanmedian_of)
    }

    /// `torch.nanmedian(self, dim)`: values and indices
    ///
    /// # Errors
    /// As [`Tensor::median_dim`].
    pub fn nanmedian_dim(&self, dim: i64, keepdim: bool) -> Result<(Self, Self)> {
        if self.dtype() == DType::Bool {
            return Err(unsupported("median_cpu", DType::Bool));
        }
        let place = check_lane("nanmedian", self, dim)?;
        let (found, shape) = chosen(self, dim, keepdim, nanmedian_of)?;
        take_along(("nanmedian", "NanmedianBackward1"), self, place, &found, &shape)
    }

    /// `torch.mode(self, dim)`: values and indices
    ///
    /// # Errors
    /// As [`Tensor::median_dim`].
    pub fn mode(&self, dim: i64, keepdim: bool) -> Result<(Self, Self)> {
        let place = check_lane("mode", self, dim)?;
        let (found, shape) = chosen(self, dim, keepdim, mode_of)?;
        take_along(("mode", "ModeBackward0"), self, place, &found, &shape)
    }
}
