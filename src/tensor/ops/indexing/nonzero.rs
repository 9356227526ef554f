//! Which elements are not zero.

use crate::tensor::{Layout, Result, Tensor, allocate};

/// The numbers of the elements that are not zero, in row-major order.
pub(super) fn true_places(x: &Tensor) -> Vec<usize> {
    let places = crate::with_dtype!(x.dtype(), T => x.read_slice::<T, _>(|xs| {
        let zero = T::default();
        xs.iter().enumerate().filter(|(_, value)| **value != zero).map(|(place, _)| place).collect()
    }));
    places.unwrap_or_default()
}

/// Size and stride of each dimension.
fn dims(x: &Tensor) -> Vec<(usize, usize)> {
    let layout = Layout::contiguous(&x.shape());
    layout.shape().iter().copied().zip(layout.strides().iter().copied()).collect()
}

/// For each dimension, the indices of the elements that are not zero.
pub(super) fn coordinates(x: &Tensor) -> Vec<Tensor> {
    let places = true_places(x);
    let along = |(size, stride): (usize, usize)| {
        let indices: Vec<i64> = places.iter().map(|place| (place / stride % size.max(1)) as i64).collect();
        Tensor::from_vec(indices, &[places.len()])
    };
    dims(x).into_iter().map(along).collect()
}

impl Tensor {
    /// `self.nonzero()`: a row of indices for each element that is not zero.
    ///
    /// # Errors
    /// When the memory is not there.
    pub fn nonzero(&self) -> Result<Self> {
        let (places, dims) = (true_places(self), dims(self));
        let mut rows = allocate(places.len() * dims.len())?;
        for place in &places {
            rows.extend(dims.iter().map(|(size, stride)| (place / stride % size) as i64));
        }
        Ok(Self::from_vec(rows, &[places.len(), dims.len()]))
    }

    /// `self.nonzero(as_tuple=True)`: for each dimension, the indices of the elements that are not zero.
    #[must_use]
    pub fn nonzero_as_tuple(&self) -> Vec<Self> {
        if self.ndim() == 0 {
            let count = true_places(self).len();
            return vec![Self::from_vec(vec![0_i64; count], &[count])];
        }
        coordinates(self)
    }
}
