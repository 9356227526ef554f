//! How a tensor's indices map to places in its storage.

use super::error::{Error, Result};

/// Shape, strides and offset, counted in elements. Strides are never negative, as in PyTorch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    shape: Vec<usize>,
    strides: Vec<usize>,
    offset: usize,
}

impl Layout {
    /// Row-major from the start of a storage.
    #[must_use]
    pub fn contiguous(shape: &[usize]) -> Self {
        Self { shape: shape.to_vec(), strides: row_major(shape), offset: 0 }
    }

    /// Any strides; the caller answers for their staying inside the storage.
    #[must_use]
    pub const fn strided(shape: Vec<usize>, strides: Vec<usize>, offset: usize) -> Self {
        Self { shape, strides, offset }
    }

    /// Size of each dimension.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// Elements between neighbours along each dimension.
    #[must_use]
    pub fn strides(&self) -> &[usize] {
        &self.strides
    }

    /// Where the first element lies.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// Number of dimensions.
    #[must_use]
    pub const fn ndim(&self) -> usize {
        self.shape.len()
    }

    /// Number of elements.
    #[must_use]
    pub fn numel(&self) -> usize {
        self.shape.iter().product()
    }

    /// Whether the elements lie in row-major order without gaps.
    #[must_use]
    pub fn is_contiguous(&self) -> bool {
        let mut expected = 1;
        for (&size, &stride) in self.shape.iter().zip(&self.strides).rev() {
            if size != 1 && stride != expected {
                return self.numel() == 0;
            }
            expected *= size;
        }
        true
    }

    /// Whether the strides, too, are those of fresh memory: `is_contiguous` does not look at those of single elements.
    #[must_use]
    pub fn is_row_major(&self) -> bool {
        let mut expected = 1;
        self.shape.iter().zip(&self.strides).rev().all(|(&size, &stride)| {
            let fits = stride == expected;
            expected *= size.max(1);
            fits
        })
    }

    /// Whether the elements lie without gaps, none of them twice, in whatever order of dimensions.
    #[must_use]
    pub fn is_dense(&self) -> bool {
        let mut dims: Vec<(usize, usize)> = self.strides.iter().copied().zip(self.shape.iter().copied()).collect();
        dims.retain(|&(_, size)| size != 1);
        dims.sort_unstable();
        let mut expected = 1;
        self.numel() == 0
            || dims.iter().all(|&(stride, size)| {
                let fits = stride == expected;
                expected *= size;
                fits
            })
    }

    /// Whether all indices show the same element.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        self.shape.iter().zip(&self.strides).all(|(&size, &stride)| size == 1 || stride == 0)
    }

    /// Whether both have the same steps, but for dimensions that make none.
    #[must_use]
    pub fn steps_like(&self, other: &Self) -> bool {
        let steps = |layout: &Self| -> Vec<usize> {
            layout.shape.iter().zip(&layout.strides).filter(|(size, _)| **size != 1).map(|(_, &step)| step).collect()
        };
        steps(self) == steps(other)
    }

    /// Whether several indices share one place, as after `expand`.
    #[must_use]
    pub fn repeats(&self) -> bool {
        self.shape.iter().zip(&self.strides).any(|(&size, &stride)| size > 1 && stride == 0)
    }

    /// The largest place that an index reaches, plus one; 0 without elements.
    #[must_use]
    pub fn end(&self) -> usize {
        if self.numel() == 0 {
            return 0;
        }
        self.offset + 1 + self.shape.iter().zip(&self.strides).map(|(n, s)| (n - 1) * s).sum::<usize>()
    }

    /// The place of each element, in row-major order.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        let mut index = vec![0; self.ndim()];
        let mut place = self.offset;
        (0..self.numel()).map(move |_| {
            let here = place;
            for dim in (0..index.len()).rev() {
                index[dim] += 1;
                place += self.strides[dim];
                if index[dim] < self.shape[dim] {
                    break;
                }
                place -= self.strides[dim] * self.shape[dim];
                index[dim] = 0;
            }
            here
        })
    }

    /// The same elements under `shape`, which may repeat dimensions of size 1 and add leading ones
    /// (`Tensor.expand`). `None` when the sizes do not agree.
    #[must_use]
    pub fn broadcast_to(&self, shape: &[usize]) -> Option<Self> {
        let missing = shape.len().checked_sub(self.ndim())?;
        let mut strides = vec![0; shape.len()];
        for (dim, (&size, &stride)) in self.shape.iter().zip(&self.strides).enumerate() {
            match shape[missing + dim] {
                target if target == size => strides[missing + dim] = stride,
                _ if size == 1 => {}
                _ => return None,
            }
        }
        Some(Self { shape: shape.to_vec(), strides, offset: self.offset })
    }

    /// The same elements with their dimensions in another order.
    #[must_use]
    pub fn permuted(&self, order: &[usize]) -> Self {
        let (shape, strides) = order.iter().map(|&dim| (self.shape[dim], self.strides[dim])).unzip();
        Self { shape, strides, offset: self.offset }
    }

    /// The layout of fresh memory for elements that lie in the same order, without gaps (`torch.empty_like`).
    #[must_use]
    pub fn dense(&self) -> Self {
        if self.is_dense() {
            return Self { offset: 0, ..self.clone() };
        }
        let order = memory_order(std::slice::from_ref(self));
        Self::contiguous(self.permuted(&order).shape()).permuted(&inverse(&order))
    }

    /// With leading dimensions of size 1, `ndim` in all.
    #[must_use]
    pub fn with_leading(&self, ndim: usize) -> Self {
        let missing = ndim.saturating_sub(self.ndim());
        let lead = |value: usize, rest: &[usize]| [&vec![value; missing][..], rest].concat();
        Self { shape: lead(1, &self.shape), strides: lead(0, &self.strides), offset: self.offset }
    }

    /// The same elements under another shape without moving them (`Tensor.view`), if that is possible.
    #[must_use]
    pub fn view_as(&self, shape: &[usize]) -> Option<Self> {
        if self.is_row_major() || self.numel() == 0 {
            let strides = if shape == self.shape { self.strides.clone() } else { row_major(shape) };
            return Some(Self { shape: shape.to_vec(), strides, offset: self.offset });
        }
        let strides = regroup(&self.shape, &self.strides, shape)?;
        Some(Self { shape: shape.to_vec(), strides, offset: self.offset })
    }
}

/// The order, outermost first, in which the dimensions of an elementwise result lie in memory: that of the first
/// operand which has an opinion, as in PyTorch. The operands are broadcast to the shape of the result.
#[must_use]
pub fn memory_order(operands: &[Layout]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..operands.first().map_or(0, Layout::ndim)).collect();
    for end in (0..order.len()).rev().skip(1) {
        let mut at = end;
        for next in end + 1..order.len() {
            match lies_inside(operands, order[at], order[next]) {
                Some(true) => {
                    order.swap(at, next);
                    at = next;
                }
                Some(false) => break,
                None => {}
            }
        }
    }
    order
}

/// The order that undoes another.
#[must_use]
pub fn inverse(order: &[usize]) -> Vec<usize> {
    let mut back = vec![0; order.len()];
    order.iter().enumerate().for_each(|(place, &dim)| back[dim] = place);
    back
}

/// Whether dimension `outer`, which stands before `inner`, has the smaller steps; `None` where nobody can tell.
fn lies_inside(operands: &[Layout], outer: usize, inner: usize) -> Option<bool> {
    operands.iter().find_map(|operand| match (operand.strides[outer], operand.strides[inner]) {
        (0, _) | (_, 0) => None,
        (a, b) if a != b => Some(a < b),
        _ => (operand.shape[inner] > operand.shape[outer]).then_some(true),
    })
}

/// Strides of a row-major layout.
#[must_use]
pub fn row_major(shape: &[usize]) -> Vec<usize> {
    let mut strides = vec![1; shape.len()];
    for dim in (1..shape.len()).rev() {
        strides[dim - 1] = strides[dim] * shape[dim].max(1);
    }
    strides
}

/// Strides for `target` over memory laid out as `shape`/`strides`: each run of dimensions that lies
/// without gaps may be cut anew, no other may.
fn regroup(shape: &[usize], strides: &[usize], target: &[usize]) -> Option<Vec<usize>> {
    let mut out = vec![0; target.len()];
    let mut cursor = target.len();
    let (mut run, mut base) = (1, strides.last().copied().unwrap_or(1));
    for dim in (0..shape.len()).rev() {
        run *= shape[dim];
        let ends = dim == 0 || (shape[dim - 1] != 1 && strides[dim - 1] != run * base);
        if !ends {
            continue;
        }
        let mut covered = 1;
        while cursor > 0 && (covered < run || target[cursor - 1] == 1) {
            cursor -= 1;
            out[cursor] = covered * base;
            covered *= target[cursor];
        }
        if covered != run {
            return None;
        }
        if dim > 0 {
            (run, base) = (1, strides[dim - 1]);
        }
    }
    (cursor == 0).then_some(out)
}

/// A dimension counted from the end when negative, as an index.
///
/// # Errors
/// PyTorch's `IndexError` when there is no such dimension. A 0-dimensional tensor accepts 0 and −1.
pub fn wrap_dim(dim: i64, ndim: usize) -> Result<usize> {
    let count = i64::try_from(ndim.max(1)).unwrap_or(i64::MAX);
    if dim < -count || dim >= count {
        return Err(Error::index(format!(
            "Dimension out of range (expected to be in range of [{}, {}], but got {dim})",
            -count,
            count - 1
        )));
    }
    Ok(usize::try_from(if dim < 0 { dim + count } else { dim }).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_of_transposed_memory_follow_pytorch() {
        let transposed = Layout::strided(vec![3, 2], vec![1, 3], 0);
        assert_eq!(transposed.view_as(&[6]), None);
        assert_eq!(transposed.view_as(&[3, 2, 1]).map(|l| l.strides), Some(vec![1, 3, 3]));
        let columns = Layout::strided(vec![4, 2], vec![8, 2], 1);
        assert_eq!(columns.view_as(&[8]), None);
        assert_eq!(columns.view_as(&[2, 2, 2]).map(|l| l.strides), Some(vec![16, 8, 2]));
    }

    #[test]
    fn results_lie_as_their_operands() {
        let transposed = Layout::strided(vec![3, 2], vec![1, 3], 0);
        let row = Layout::strided(vec![3, 2], vec![0, 1], 0);
        assert_eq!(memory_order(std::slice::from_ref(&transposed)), [1, 0]);
        assert_eq!(memory_order(&[row.clone(), transposed]), [1, 0]);
        assert_eq!(memory_order(&[row, Layout::contiguous(&[3, 2])]), [0, 1]);
        let mixed = Layout::contiguous(&[2, 3, 4]).permuted(&[2, 0, 1]);
        assert_eq!(memory_order(&[mixed]), [1, 2, 0]);
    }
}
