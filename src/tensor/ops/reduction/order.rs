//! What hangs on the order of elements: median, mode.

use std::cmp::Ordering;

use super::{
    extreme::check_lane,
    lanes::{Dims, Lanes},
    spread::{Take, take_along},
};
use crate::tensor::{DType, Element, Result, Tensor, apply, kernel::convert, ops::math::unsupported};

/// What a lane is asked for.
#[derive(Clone, Copy)]
enum Choice {
    /// The lower median, the last of its equals; NaN beats all.
    Median,
    /// The lower median of what is not NaN.
    NanMedian,
    /// The most frequent, the smallest of several, where it stands last.
    Mode,
}

impl Choice {
    /// Its index.
    fn of<T: PartialOrd + Copy>(self, lane: &[T]) -> usize {
        let numbers = lane.iter().filter(|x| !is_nan(*x)).count();
        match self {
            Self::Mode => mode_of(lane),
            Self::Median if numbers < lane.len() => lane.iter().position(is_nan).unwrap_or(0),
            _ => ranking(lane).get((numbers.max(1) - 1) / 2).copied().unwrap_or(0),
        }
    }
}

fn is_nan<T: PartialOrd>(x: &T) -> bool {
    x.partial_cmp(x).is_none()
}

/// Ascending, NaN last; equal elements in their order.
fn ranking<T: PartialOrd>(lane: &[T]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lane.len()).collect();
    order.sort_by(|&a, &b| compare(&lane[a], &lane[b]));
    order
}

fn compare<T: PartialOrd>(a: &T, b: &T) -> Ordering {
    a.partial_cmp(b).unwrap_or_else(|| is_nan(a).cmp(&is_nan(b)))
}

/// The index of the choice in each lane along `dim`, and the shape of the result.
fn chosen(x: &Tensor, dim: i64, keepdim: bool, choice: Choice) -> Result<(Vec<usize>, Vec<usize>)> {
    crate::with_ordered!(x.dtype(), T => {
        let lanes = Lanes::new(&convert(&x.detach(), T::DTYPE)?, &Dims::new(x, Some(&[dim]), keepdim)?);
        let found = lanes.map::<T, i64>(|lane| choice.of(&lane.iter().collect::<Vec<T>>()) as i64)?;
        Ok((found.to_vec::<i64>().into_iter().map(|index| index as usize).collect(), lanes.shape))
    })
}

/// The median of all elements.
fn full(x: &Tensor, node: &'static str, choice: Choice) -> Result<Tensor> {
    if x.dtype() == DType::Bool {
        return Err(unsupported("median_cpu", DType::Bool));
    }
    if x.numel() == 0 {
        return Tensor::full_as(f64::NAN, &[], x.dtype());
    }
    let place = crate::with_ordered!(x.dtype(), T => choice.of(&x.to_vec::<T>()));
    apply(Take { name: "median", node, places: vec![place].into(), shape: Vec::new() }, std::slice::from_ref(x))
}

fn mode_of<T: PartialOrd>(lane: &[T]) -> usize {
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
        let (found, shape) = chosen(self, dim, keepdim, Choice::Median)?;
        take_along(("median", "MedianBackward1"), self, place, &found, &shape)
    }

    /// `torch.median(self)`: the lower one of two.
    ///
    /// # Errors
    /// PyTorch's, for bools.
    pub fn median(&self) -> Result<Self> {
        full(self, "MedianBackward0", Choice::Median)
    }

    /// `torch.nanmedian(self)`: NaN is left out.
    ///
    /// # Errors
    /// As [`Tensor::median`].
    pub fn nanmedian(&self) -> Result<Self> {
        full(self, "NanmedianBackward0", Choice::NanMedian)
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
        let (found, shape) = chosen(self, dim, keepdim, Choice::NanMedian)?;
        take_along(("nanmedian", "NanmedianBackward1"), self, place, &found, &shape)
    }

    /// `torch.mode(self, dim)`: values and indices
    ///
    /// # Errors
    /// As [`Tensor::median_dim`].
    pub fn mode(&self, dim: i64, keepdim: bool) -> Result<(Self, Self)> {
        let place = check_lane("mode", self, dim)?;
        let (found, shape) = chosen(self, dim, keepdim, Choice::Mode)?;
        take_along(("mode", "ModeBackward0"), self, place, &found, &shape)
    }
}
