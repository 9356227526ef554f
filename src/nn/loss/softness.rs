//! The logistic loss of a sign: `soft_margin_loss`.

use super::{
    Reduction,
    pairwise::{Pairwise, floats, pairwise},
};
use crate::{
    nn::activation::Sigmoid,
    tensor::{Real, Result, Tensor, ops::pointwise},
};

/// `F.soft_margin_loss`: ln(1 + e^(−t·x)), for targets 1 and −1.
///
/// # Errors
/// PyTorch's, for shapes that do not broadcast, and for integers.
pub fn soft_margin_loss(x: &Tensor, target: &Tensor, reduction: Reduction) -> Result<Tensor> {
    floats(x.dtype(), SoftMargin::KERNEL)?;
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
