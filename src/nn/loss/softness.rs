//! The logistic loss of a sign: `soft_margin_loss`.

use super::{
    Reduction,
    pairwise::{Pairwise, castable, pairwise},
};
use crate::{
    nn::activation::Sigmoid,
    tensor::{DType, Error, Real, Result, Tensor, broadcast_shapes, ops::pointwise, result_type},
};

/// `F.soft_margin_loss`: ln(1 + e^(−t·x)), for targets 1 and −1.
///
/// # Errors
/// PyTorch's, for shapes that do not broadcast, and for integers.
pub fn soft_margin_loss(x: &Tensor, target: &Tensor, reduction: Reduction) -> Result<Tensor> {
    if target.requires_grad() {
        return Err(Error::runtime(
            "The function 'soft_margin_loss' is not differentiable with respect to argument 'target'. This input cannot \
             have requires_grad True.",
        ));
    }
    // −x comes first, and all the rest in its place.
    let (shape, wide) = (x.neg()?.shape(), broadcast_shapes(&x.shape(), &target.shape())?);
    if wide != shape {
        return Err(Error::runtime(format!("output with shape {shape:?} doesn't match the broadcast shape {wide:?}")));
    }
    castable(result_type([x, target]).to_floating(), x.dtype())?;
    pairwise(SoftMargin, x, target, None, reduction)
}

#[derive(Clone, Copy, Debug)]
struct SoftMargin;

impl SoftMargin {
    /// σ(−t·x)
    fn share<T: Real>(x: T, t: T) -> T {
        let z = (-t * x).exp();
        z / (z + T::ONE)
    }
}

impl Pairwise for SoftMargin {
    const NAME: &'static str = "soft_margin_loss";
    const NODE: &'static str = "SoftMarginLossBackward0";
    const KERNEL: &'static str = "soft_margin_loss";

    fn result(x: &Tensor, _t: &Tensor) -> DType {
        x.dtype()
    }

    fn check_way_back(_own: DType, other: DType) -> Result<()> {
        if other == DType::Bool { Tensor::scalar(true).neg().map(drop) } else { Ok(()) }
    }

    fn value<T: Real>(&self, x: T, t: T) -> T {
        (-x * t).exp().ln_1p()
    }

    fn gradient<T: Real>(&self, grad: T, x: T, t: T, norm: T) -> T {
        let z = (-t * x).exp();
        -t * z / (z + T::ONE) * norm * grad
    }

    fn target_gradient(&self, _by_x: &Tensor, grad: &Tensor, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        x.neg()?.mul(&pointwise(Sigmoid, &x.mul(t)?.neg()?)?)?.mul(grad)
    }

    fn curvature<T: Real>(&self, x: T, t: T) -> T {
        let share = Self::share(x, t);
        t * t * share * (T::ONE - share)
    }

    fn cross<T: Real>(&self, x: T, t: T) -> T {
        let share = Self::share(x, t);
        x * t * share * (T::ONE - share) - share
    }
}
