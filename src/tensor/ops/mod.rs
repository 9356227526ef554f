//! The operations: forward and backward side by side, one family a file.

mod arithmetic;
mod cast;
mod math;
mod pointwise;

pub use arithmetic::{Add, Div, Mul, Neg, Sub};
pub use cast::{Duplicate, To};
pub use pointwise::{Pointwise, PointwiseGradient, pointwise, pointwise_};

use super::{Result, Tensor};

/// Sums `grad` over the dimensions that broadcasting added or stretched, back to `shape`.
///
/// # Errors
/// When the memory is not there.
pub fn sum_to(grad: &Tensor, shape: &[usize]) -> Result<Tensor> {
    if grad.shape() == shape {
        return Ok(grad.clone());
    }
    super::apply(arithmetic::SumTo { shape: shape.to_vec() }, std::slice::from_ref(grad))
}
