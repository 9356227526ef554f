//! The operations: forward and backward side by side, one family a file.

mod arithmetic;
mod assign;
mod cast;
mod creation;
#[cfg(test)]
mod gradients;
mod grid;
mod indexing;
mod join;
mod linalg;
mod math;
mod pad;
pub(super) mod places;
mod pointwise;
mod rearrange;
mod reduction;
mod sort;
mod view;

pub use arithmetic::{Add, Div, Mul, Neg, Sub};
pub use assign::{copied, filled, zeroed};
pub use cast::To;
pub use creation::{Number, arange, checked_shape, eye, linspace, logspace, triangle_indices};
pub use grid::{cartesian_prod, combinations, meshgrid, one_hot, searchsorted};
pub use indexing::{Index, Reduce, Scatter};
pub use join::{block_diag, cat, column_stack, dstack, hstack, stack, vstack};
pub use linalg::{cdist, cosine_similarity, cross, einsum, linear, multi_dot, pairwise_distance, tensordot};
pub use pad::pad;
pub use pointwise::{Pointwise, PointwiseGradient, pointwise, pointwise_};
pub use rearrange::interleaved;
pub use reduction::{Quantile, Unique, ceil_log2, total};
pub use view::{relaid, resized};

use super::{Error, Result, Tensor};

/// The only input of an operation that takes one.
fn unary<'a>(name: &str, inputs: &'a [Tensor]) -> Result<&'a Tensor> {
    match inputs {
        [x] => Ok(x),
        _ => Err(Error::runtime(format!("{name} takes one tensor"))),
    }
}

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
