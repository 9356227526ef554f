//! Activations that PyTorch computes from other operations: `Softsign`, `Tanhshrink`, `Softmin`.

use super::{hyperbolic::Tanh, softmax::softmax};
use crate::tensor::{Result, Tensor, composite, ops::pointwise};

/// x/(1 + |x|)
///
/// # Errors
/// PyTorch's, for bool.
pub fn softsign(x: &Tensor) -> Result<Tensor> {
    composite("softsign", &Vec::new, std::slice::from_ref(x), || x.div(&x.abs()?.add(&Tensor::wrapped_number(1_i64))?))
}

/// x − tanh(x)
///
/// # Errors
/// PyTorch's, for bool.
pub fn tanhshrink(x: &Tensor) -> Result<Tensor> {
    composite("tanhshrink", &Vec::new, std::slice::from_ref(x), || x.sub(&pointwise(Tanh, x)?))
}

/// softmax(−x)
///
/// # Errors
/// As [`softmax`].
pub fn softmin(x: &Tensor, dim: i64) -> Result<Tensor> {
    let attributes = || super::softmax::dim_attribute(dim);
    composite("softmin", &attributes, std::slice::from_ref(x), || softmax(&x.neg()?, dim))
}
