//! Dimensions of size 1 repeated without copying.

use super::{View, reshape::sizes, view};
use crate::tensor::{Attributes, Error, Layout, Result, Tensor, broadcast::size_error, ops::sum_to};

/// `Tensor.expand(size)`
#[derive(Clone, Debug)]
struct Expand {
    shape: Vec<usize>,
}

impl View for Expand {
    const NAME: &'static str = "expand";
    const NODE: &'static str = "ExpandBackward0";

    fn layout(&self, source: &Layout) -> Result<Layout> {
        source.broadcast_to(&self.shape).ok_or_else(|| size_error(source.shape(), &self.shape))
    }

    fn gradient(&self, grad: &Tensor, shape: &[usize]) -> Result<Tensor> {
        sum_to(grad, shape)
    }

    fn attributes(&self) -> Attributes {
        vec![("size", sizes(&self.shape))]
    }
}

impl Tensor {
    /// `self.expand(size)`; −1 keeps the size of a dimension.
    ///
    /// # Errors
    /// PyTorch's, when the sizes do not agree.
    pub fn expand(&self, size: &[i64]) -> Result<Self> {
        let shape = self.shape();
        let Some(missing) = size.len().checked_sub(shape.len()) else {
            return Err(Error::runtime(format!(
                "expand(torch.{}Tensor{{{shape:?}}}, size={size:?}): the number of sizes provided ({}) must be greater \
                 or equal to the number of dimensions in the tensor ({})",
                self.dtype().scalar_name(),
                size.len(),
                shape.len()
            )));
        };
        let wide = size.iter().enumerate().map(|(dim, &size)| match usize::try_from(size) {
            Ok(size) => Ok(size),
            Err(_) if size == -1 && dim >= missing => Ok(shape[dim - missing]),
            Err(_) => Err(Error::runtime(format!(
                "The expanded size of the tensor ({size}) isn't allowed in a leading, non-existing dimension {dim}"
            ))),
        });
        view(Expand { shape: wide.collect::<Result<_>>()? }, self)
    }

    /// Broadcasts to a shape of known sizes (`expand_as`, `broadcast_to`).
    ///
    /// # Errors
    /// As [`Tensor::expand`].
    pub fn broadcast_to(&self, shape: &[usize]) -> Result<Self> {
        let size: Vec<i64> = shape.iter().map(|&size| size as i64).collect();
        self.expand(&size)
    }
}
