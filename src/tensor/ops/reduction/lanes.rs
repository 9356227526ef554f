//! Which elements a reduction runs over: a lane for each element of the result.

use crate::tensor::{Element, Error, Layout, Result, Tensor, allocate, kernel, wrap_dim};

/// The dimensions that a reduction runs over, and whether they stay as 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tensor) struct Dims {
    /// Counted from the front; empty for all.
    pub list: Vec<usize>,
    pub keepdim: bool,
}

impl Dims {
    /// Over everything when `dims` is `None` or empty.
    pub fn new(x: &Tensor, dims: Option<&[i64]>, keepdim: bool) -> Result<Self> {
        let mut list: Vec<usize> = Vec::new();
        for &dim in dims.unwrap_or_default() {
            let dim = wrap_dim(dim, x.ndim())?;
            if list.contains(&dim) {
                return Err(Error::runtime(format!("dim {dim} appears multiple times in the list of dims")));
            }
            list.push(dim);
        }
        list.sort_unstable();
        Ok(Self { list, keepdim })
    }

    /// Whether dimension `dim` is reduced.
    pub fn contains(&self, dim: usize) -> bool {
        self.list.is_empty() || self.list.contains(&dim)
    }

    /// The shape with 1 for each dimension that is reduced.
    pub fn kept(&self, shape: &[usize]) -> Vec<usize> {
        shape.iter().enumerate().map(|(dim, &size)| if self.contains(dim) { 1 } else { size }).collect()
    }

    /// The shape of the result.
    pub fn result(&self, shape: &[usize]) -> Vec<usize> {
        if self.keepdim {
            return self.kept(shape);
        }
        shape.iter().enumerate().filter(|(dim, _)| !self.contains(*dim)).map(|(_, &size)| size).collect()
    }

    /// How many elements each lane has.
    pub fn count(&self, shape: &[usize]) -> usize {
        shape.iter().enumerate().filter(|(dim, _)| self.contains(*dim)).map(|(_, &size)| size).product()
    }

    /// The dimensions as Python gave them, counted from the front.
    pub fn attribute(&self) -> Vec<i64> {
        self.list.iter().map(|&dim| dim as i64).collect()
    }
}

/// The elements of one lane.
#[derive(Clone, Copy)]
pub(in crate::tensor) struct Lane<'a, T> {
    elements: &'a [T],
    stride: usize,
}

impl<'a, T: Element> Lane<'a, T> {
    pub fn iter(self) -> impl Iterator<Item = T> + 'a {
        self.elements.iter().step_by(self.stride).copied()
    }

    /// The elements as a slice, where they lie side by side.
    pub fn slice(self) -> Option<&'a [T]> {
        (self.stride == 1).then_some(self.elements)
    }
}

/// A tensor seen as `outer` × `len` × `inner`: lanes run along the middle.
pub(in crate::tensor) struct Lanes {
    /// The tensor, row-major in that order.
    pub data: Tensor,
    /// Number of blocks.
    pub outer: usize,
    /// Elements of a lane.
    pub len: usize,
    /// Lanes of a block.
    pub inner: usize,
    /// Shape of the result.
    pub shape: Vec<usize>,
}

impl Lanes {
    pub fn new(x: &Tensor, dims: &Dims) -> Self {
        let (shape, layout) = (x.shape(), x.layout());
        let reduced: Vec<usize> = (0..shape.len()).filter(|&dim| dims.contains(dim)).collect();
        let (first, last) = (reduced.first().copied().unwrap_or(0), reduced.last().map_or(0, |last| last + 1));
        let len = dims.count(&shape);
        let result = dims.result(&shape);
        if last - first == reduced.len() {
            let (outer, inner) = (shape[..first].iter().product(), shape[last..].iter().product());
            return Self { data: x.clone(), outer, len, inner, shape: result };
        }
        let order = (0..shape.len()).filter(|&dim| !dims.contains(dim)).chain(reduced.iter().copied());
        let (sizes, strides) = order.map(|dim| (shape[dim], layout.strides()[dim])).unzip();
        let data = x.with_layout(Layout::strided(sizes, strides, layout.offset()));
        Self { data, outer: result.iter().product(), len, inner: 1, shape: result }
    }

    /// A tensor of `function` of each lane.
    pub fn map<A: Element, B: Element>(&self, function: impl Fn(Lane<'_, A>) -> B) -> Result<Tensor> {
        let mut out = allocate::<B>(self.outer * self.inner)?;
        self.data.read_slice::<A, _>(|elements| {
            kernel::vectorised(elements.len(), || {
                for block in 0..self.outer {
                    let start = block * self.len * self.inner;
                    out.extend((0..self.inner).map(|lane| function(self.lane(elements, start + lane))));
                }
            });
        })?;
        Ok(Tensor::from_vec(out, &self.shape))
    }

    fn lane<'a, T>(&self, elements: &'a [T], start: usize) -> Lane<'a, T> {
        let end = if self.len == 0 { start } else { start + (self.len - 1) * self.inner + 1 };
        Lane { elements: &elements[start.min(end)..end], stride: self.inner.max(1) }
    }

    /// The sums of lanes in float64; where lanes lie side by side, row upon row.
    pub fn sums<T: Element>(&self, function: impl Fn(T) -> f64) -> Result<Vec<f64>> {
        let mut out = allocate::<f64>(self.outer * self.inner)?;
        self.data.read_slice::<T, _>(|elements| {
            kernel::vectorised(elements.len(), || {
                for block in 0..self.outer {
                    let block = &elements[block * self.len * self.inner..(block + 1) * self.len * self.inner];
                    if self.inner == 1 {
                        out.push(sum(block, &function));
                    } else {
                        let base = out.len();
                        out.resize(base + self.inner, 0.0);
                        let rows = &mut out[base..];
                        for row in block.chunks_exact(self.inner.max(1)) {
                            rows.iter_mut().zip(row).for_each(|(sum, &x)| *sum += function(x));
                        }
                    }
                }
            });
        })?;
        Ok(out)
    }
}

/// In sixteen accumulators, so that the loop fills vector registers.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the loop must be compiled inside the dispatched context")]
fn sum<T: Element>(elements: &[T], function: impl Fn(T) -> f64) -> f64 {
    let mut sums = [0.0; 16];
    let chunks = elements.chunks_exact(16);
    let rest: f64 = chunks.remainder().iter().map(|&x| function(x)).sum();
    for chunk in chunks {
        sums.iter_mut().zip(chunk).for_each(|(sum, &x)| *sum += function(x));
    }
    sums.iter().sum::<f64>() + rest
}
