//! Elements in order: `sort`, `topk`, `kthvalue`.

mod partial;

use std::cmp::Ordering;

use super::places::Pick;
use crate::tensor::{Attribute, Attributes, DType, Element, Error, Result, Tensor, apply, wrap_dim};

/// One element of a slice, with its index.
type Entry<T> = (T, usize);

/// Whether `a` comes before `b` when they rise; NaN is the largest.
fn rises<T: Element>(a: T, b: T) -> bool {
    a < b || (is_nan(b) && !is_nan(a))
}

/// Whether `a` comes before `b` when they fall.
fn falls<T: Element>(a: T, b: T) -> bool {
    a > b || (is_nan(a) && !is_nan(b))
}

fn is_nan<T: Element>(value: T) -> bool {
    value.partial_cmp(&value).is_none()
}

/// How the slices of a tensor along a dimension lie in row-major order.
struct Slices {
    dim: usize,
    length: usize,
    stride: usize,
    starts: Vec<usize>,
    shape: Vec<usize>,
}

impl Slices {
    fn of(x: &Tensor, dim: usize) -> Self {
        let shape = x.shape();
        let length = shape.get(dim).copied().unwrap_or(1);
        let stride: usize = shape.iter().skip(dim + 1).product();
        let outer: usize = shape.iter().take(dim).product();
        let starts = (0..outer).flat_map(|block| (0..stride).map(move |inner| block * length * stride + inner));
        Self { dim, length, stride, starts: starts.collect(), shape }
    }

    /// The chosen elements of each slice as a tensor that gradients reach, and their indices.
    fn choose(
        &self,
        x: &Tensor,
        chosen: &[Vec<usize>],
        named: (&'static str, &'static str, Attributes),
        keeps_dim: bool,
    ) -> Result<(Tensor, Tensor)> {
        let count = chosen.first().map_or(0, Vec::len);
        let mut shape = self.shape.clone();
        if let Some(size) = shape.get_mut(self.dim) {
            *size = count;
        }
        let total: usize = shape.iter().product();
        let (mut places, mut indices) = (vec![0; total], vec![0_i64; total]);
        for ((slice, start), order) in self.starts.iter().enumerate().zip(chosen) {
            let (block, inner) = (slice / self.stride, slice % self.stride);
            for (rank, &index) in order.iter().enumerate() {
                let target = (block * count + rank) * self.stride + inner;
                places[target] = start + index * self.stride;
                indices[target] = index as i64;
            }
        }
        if !keeps_dim && !shape.is_empty() {
            shape.remove(self.dim);
        }
        let (name, node, attributes) = named;
        let pick = Pick { name, node, places: places.into(), shape: shape.clone(), attributes };
        Ok((apply(pick, std::slice::from_ref(x))?, Tensor::from_vec(indices, &shape)))
    }

    /// The order that `arrange` finds in each slice.
    fn arrange<T: Element>(
        &self,
        x: &Tensor,
        mut arrange: impl FnMut(Vec<Entry<T>>) -> Vec<Entry<T>>,
    ) -> Result<Vec<Vec<usize>>> {
        x.read_slice::<T, _>(|xs| {
            let slice = |&start: &usize| {
                let entries = (0..self.length).map(|index| (xs[start + index * self.stride], index)).collect();
                arrange(entries).into_iter().map(|(_, index)| index).collect()
            };
            self.starts.iter().map(slice).collect()
        })
    }
}

fn sorted<T: Element>(mut entries: Vec<Entry<T>>, descending: bool) -> Vec<Entry<T>> {
    let before = if descending { falls::<T> } else { rises::<T> };
    entries.sort_by(|a, b| match (before(a.0, b.0), before(b.0, a.0)) {
        (true, _) => Ordering::Less,
        (_, true) => Ordering::Greater,
        _ => Ordering::Equal,
    });
    entries
}

fn largest<T: Element>(entries: Vec<Entry<T>>, k: usize, largest: bool, sorted: bool) -> Vec<Entry<T>> {
    let before = if largest { falls::<T> } else { rises::<T> };
    partial::first(entries, k, sorted, |a: &Entry<T>, b: &Entry<T>| before(a.0, b.0))
}

impl Tensor {
    /// `self.sort(dim, descending)`, always stable: the values and where they were.
    ///
    /// # Errors
    /// PyTorch's, for a dimension that is not there.
    pub fn sort(&self, dim: i64, descending: bool) -> Result<(Self, Self)> {
        let dim = wrap_dim(dim, self.ndim())?;
        let slices = Slices::of(self, dim);
        let order =
            crate::with_dtype!(self.dtype(), T => slices.arrange::<T>(self, |entries| sorted(entries, descending)))?;
        let attributes = vec![("dim", Attribute::Int(dim as i64)), ("descending", Attribute::Bool(descending))];
        let (values, indices) = slices.choose(self, &order, ("sort", "SortBackward0", attributes), true)?;
        Ok((values.moved_to_lie_as(self)?, indices.moved_to_lie_as(self)?))
    }

    /// `self.argsort(dim, descending)`
    ///
    /// # Errors
    /// As [`Tensor::sort`].
    pub fn argsort(&self, dim: i64, descending: bool) -> Result<Self> {
        Ok(self.detach().sort(dim, descending)?.1)
    }

    /// `self.topk(k, dim, largest, sorted)`: the values and where they were.
    ///
    /// # Errors
    /// PyTorch's, for more elements than there are.
    pub fn topk(&self, k: i64, dim: i64, is_largest: bool, is_sorted: bool) -> Result<(Self, Self)> {
        let dim = wrap_dim(dim, self.ndim())?;
        let slices = Slices::of(self, dim);
        let count = usize::try_from(k).ok().filter(|&k| k <= slices.length);
        let k = count.ok_or_else(|| Error::runtime("selected index k out of range"))?;
        if self.dtype() == DType::Bool {
            return Err(Error::not_implemented("topk does not support bool dtypes on CPU"));
        }
        let order = crate::with_dtype!(self.dtype(), T => {
            slices.arrange::<T>(self, |entries| largest(entries, k, is_largest, is_sorted))
        })?;
        let attributes = vec![("k", Attribute::Int(k as i64)), ("dim", Attribute::Int(dim as i64))];
        slices.choose(self, &order, ("topk", "TopkBackward0", attributes), true)
    }

    /// `self.kthvalue(k, dim, keepdim)`: the value that `k` − 1 others are smaller than, and where it was.
    ///
    /// # Errors
    /// PyTorch's, for more elements than there are.
    pub fn kthvalue(&self, k: i64, dim: i64, keepdim: bool) -> Result<(Self, Self)> {
        let dim = wrap_dim(dim, self.ndim())?;
        let slices = Slices::of(self, dim);
        if slices.length == 0 {
            return Err(Error::index(format!("kthvalue(): Expected reduction dim {dim} to have non-zero size.")));
        }
        let rank = usize::try_from(k - 1)
            .ok()
            .filter(|&rank| rank < slices.length)
            .ok_or_else(|| Error::runtime(format!("kthvalue(): selected number k out of range for dimension {dim}")))?;
        let order = crate::with_dtype!(self.dtype(), T => {
            slices.arrange::<T>(self, |entries| vec![partial::nth(entries, rank, |a, b| falls(a.0, b.0))])
        })?;
        let attributes = vec![("k", Attribute::Int(k)), ("dim", Attribute::Int(dim as i64))];
        slices.choose(self, &order, ("kthvalue", "KthvalueBackward0", attributes), keepdim)
    }
}
