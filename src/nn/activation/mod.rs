//! Activation functions: value, gradient and curvature side by side, one family a file, and
//! [`ACTIVATIONS`], the table that tells everything else of them.

mod clipped;
mod composite;
mod entries;
mod exponential;
mod gelu;
mod glu;
mod hyperbolic;
mod lanes;
mod logistic;
mod number;
mod prelu;
mod rectified;
mod rrelu;
mod shrink;
mod softmax;
mod softplus;
mod table;
#[cfg(test)]
mod tests;

pub use clipped::{Hardsigmoid, Hardswish, Hardtanh, Relu6};
pub use composite::{softmin, softsign, tanhshrink};
pub use exponential::{Celu, Elu, Selu};
pub use gelu::Gelu;
pub use glu::glu;
pub use hyperbolic::Tanh;
pub use logistic::{LogSigmoid, Sigmoid, Silu};
pub use prelu::prelu;
pub use rectified::{LeakyRelu, Relu, Threshold};
pub use rrelu::{Rrelu, rrelu};
pub use shrink::{Hardshrink, Softshrink, softshrink};
pub use softmax::{implicit_dim, log_softmax, softmax, softmax2d};
pub use softplus::{Mish, Softplus};
pub use table::{ACTIVATIONS, Activation, Arguments, Bound, Default, Parameter, Scope, Sides, find};

use crate::tensor::{
    Operation, Result, Tensor, apply, apply_inplace,
    ops::{Pointwise, pointwise, pointwise_},
};

/// Where a result goes: into a tensor of its own, or over the input (`inplace=True`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A new tensor.
    New,
    /// Over the first input.
    Same,
}

impl Place {
    fn pointwise<P: Pointwise>(self, function: P, x: &Tensor) -> Result<Tensor> {
        match self {
            Self::New => pointwise(function, x),
            Self::Same => pointwise_(function, x),
        }
    }

    fn apply(self, operation: impl Operation + 'static, inputs: &[Tensor]) -> Result<Tensor> {
        match self {
            Self::New => apply(operation, inputs),
            Self::Same => apply_inplace(operation, inputs),
        }
    }
}
