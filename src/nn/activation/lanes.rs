//! Walking along one dimension: each lane of a row-major tensor, gathered, changed and put back.

use crate::tensor::{Element, Result, Tensor, allocate};

/// How a row-major tensor splits around a dimension: `outer` × `size` × `inner`.
#[derive(Clone, Copy, Debug)]
pub struct Lanes {
    outer: usize,
    size: usize,
    inner: usize,
}

impl Lanes {
    /// Along dimension `dim` of `shape`; a 0-dimensional tensor is one lane of one element.
    pub fn along(shape: &[usize], dim: usize) -> Self {
        let size = shape.get(dim).copied().unwrap_or(1);
        let outer = shape.iter().take(dim).product();
        let inner = shape.iter().skip(dim + 1).product();
        Self { outer, size, inner }
    }

    /// Changes each lane of `elements` in its place.
    pub fn each<T: Element>(self, elements: &mut [T], mut body: impl FnMut(&mut [T])) {
        if self.inner == 1 && self.size > 0 {
            elements.chunks_exact_mut(self.size).for_each(body);
            return;
        }
        let mut lane = vec![T::default(); self.size];
        for start in (0..self.outer).flat_map(|block| (0..self.inner).map(move |i| block * self.size * self.inner + i))
        {
            self.gather(elements, start, &mut lane);
            body(&mut lane);
            for (index, &value) in lane.iter().enumerate() {
                elements[start + index * self.inner] = value;
            }
        }
    }

    /// Changes each lane of `elements` in its place, beside the same lane of `other`.
    pub fn each_with<T: Element>(self, elements: &mut [T], other: &[T], mut body: impl FnMut(&mut [T], &[T])) {
        if self.inner == 1 && self.size > 0 {
            for (lane, beside) in elements.chunks_exact_mut(self.size).zip(other.chunks_exact(self.size)) {
                body(lane, beside);
            }
            return;
        }
        let (mut lane, mut beside) = (vec![T::default(); self.size], vec![T::default(); self.size]);
        for start in (0..self.outer).flat_map(|block| (0..self.inner).map(move |i| block * self.size * self.inner + i))
        {
            self.gather(elements, start, &mut lane);
            self.gather(other, start, &mut beside);
            body(&mut lane, &beside);
            for (index, &value) in lane.iter().enumerate() {
                elements[start + index * self.inner] = value;
            }
        }
    }

    fn gather<T: Element>(self, elements: &[T], start: usize, lane: &mut [T]) {
        for (index, place) in lane.iter_mut().enumerate() {
            *place = elements[start + index * self.inner];
        }
    }
}

/// A tensor like `x` whose lanes along `dim` went through `body`.
pub fn map_lanes<T: Element>(x: &Tensor, dim: usize, body: impl FnMut(&mut [T])) -> Result<Tensor> {
    let shape = x.shape();
    let mut elements = copied(x)?;
    Lanes::along(&shape, dim).each(&mut elements, body);
    Ok(Tensor::from_vec(elements, &shape))
}

/// The same, each lane beside that of `other`, which has the shape of `x`.
pub fn zip_lanes<T: Element>(
    x: &Tensor,
    other: &Tensor,
    dim: usize,
    body: impl FnMut(&mut [T], &[T]),
) -> Result<Tensor> {
    let shape = x.shape();
    let mut elements = copied(x)?;
    other.read_slice::<T, _>(|other| Lanes::along(&shape, dim).each_with(&mut elements, other, body))?;
    Ok(Tensor::from_vec(elements, &shape))
}

fn copied<T: Element>(x: &Tensor) -> Result<Vec<T>> {
    let mut elements = allocate(x.numel())?;
    x.read_slice::<T, _>(|xs| elements.extend_from_slice(xs))?;
    Ok(elements)
}
