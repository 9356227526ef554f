//! Distances: squared, and squared near zero but straight far away.

use super::{
    Reduction,
    pairwise::{Pairwise, pairwise, same_type},
};
use crate::tensor::{Attribute, Attributes, DType, Error, Real, Result, Tensor};

/// `F.mse_loss`: (x − t)²
///
/// # Errors
/// PyTorch's, for shapes that do not broadcast, and for integers.
pub fn mse_loss(x: &Tensor, target: &Tensor, reduction: Reduction) -> Result<Tensor> {
    pairwise(Mse, x, target, None, reduction)
}

/// `F.smooth_l1_loss`: (x − t)²/2β where |x − t| < β, else |x − t| − β/2
///
/// # Errors
/// As [`mse_loss`], and for a negative β.
pub fn smooth_l1_loss(x: &Tensor, target: &Tensor, reduction: Reduction, beta: f64) -> Result<Tensor> {
    if beta < 0.0 {
        return Err(Error::runtime("smooth_l1_loss does not support negative values for beta."));
    }
    if beta == 0.0 {
        return super::l1_loss(x, target, reduction);
    }
    pairwise(SmoothL1 { beta }, x, target, None, reduction)
}

/// `F.huber_loss`: (x − t)²/2 where |x − t| ≤ δ, else δ(|x − t| − δ/2)
///
/// # Errors
/// As [`mse_loss`], and for a δ that is not positive.
pub fn huber_loss(x: &Tensor, target: &Tensor, reduction: Reduction, delta: f64) -> Result<Tensor> {
    if delta <= 0.0 {
        return Err(Error::runtime("huber_loss does not support non-positive values for delta."));
    }
    pairwise(Huber { delta }, x, target, None, reduction)
}

#[derive(Clone, Copy, Debug)]
struct Mse;

impl Pairwise for Mse {
    const NAME: &'static str = "mse_loss";
    const NODE: &'static str = "MseLossBackward0";
    const KERNEL: &'static str = "mse_cpu";

    fn value<T: Real>(&self, x: T, t: T) -> T {
        (x - t) * (x - t)
    }

    fn gradient<T: Real>(&self, grad: T, x: T, t: T, norm: T) -> T {
        T::of(2.0) * norm * (x - t) * grad
    }

    fn target_gradient(&self, by_x: &Tensor, _grad: &Tensor, _x: &Tensor, _t: &Tensor) -> Result<Tensor> {
        by_x.neg()
    }

    fn curvature<T: Real>(&self, _x: T, _t: T) -> T {
        T::of(2.0)
    }

    fn cross<T: Real>(&self, _x: T, _t: T) -> T {
        T::of(-2.0)
    }
}

#[derive(Clone, Copy, Debug)]
struct SmoothL1 {
    beta: f64,
}

impl Pairwise for SmoothL1 {
    const NAME: &'static str = "smooth_l1_loss";
    const NODE: &'static str = "SmoothL1LossBackward0";
    const KERNEL: &'static str = "smooth_l1_cpu";

    fn value<T: Real>(&self, x: T, t: T) -> T {
        let (z, beta, half) = ((x - t).abs(), T::of(self.beta), T::of(0.5));
        if z < beta { half * z * z / beta } else { z - half * beta }
    }

    fn gradient<T: Real>(&self, grad: T, x: T, t: T, norm: T) -> T {
        let (z, beta) = (x - t, T::of(self.beta));
        if z <= -beta {
            -norm * grad
        } else if z >= beta {
            norm * grad
        } else {
            norm * z * grad / beta
        }
    }

    fn target_gradient(&self, by_x: &Tensor, _grad: &Tensor, _x: &Tensor, _t: &Tensor) -> Result<Tensor> {
        by_x.neg()
    }

    fn curvature<T: Real>(&self, x: T, t: T) -> T {
        if (x - t).abs() < T::of(self.beta) { T::ONE / T::of(self.beta) } else { T::ZERO }
    }

    fn cross<T: Real>(&self, x: T, t: T) -> T {
        -self.curvature(x, t)
    }

    fn attributes(&self) -> Attributes {
        vec![("beta", Attribute::Float(self.beta))]
    }
}

#[derive(Clone, Copy, Debug)]
struct Huber {
    delta: f64,
}

impl Pairwise for Huber {
    const NAME: &'static str = "huber_loss";
    const NODE: &'static str = "HuberLossBackward0";
    const KERNEL: &'static str = "huber_cpu";

    fn result(x: &Tensor, _t: &Tensor) -> DType {
        x.dtype()
    }

    fn check_way_back(own: DType, other: DType) -> Result<()> {
        same_type(own, other)
    }

    fn value<T: Real>(&self, x: T, t: T) -> T {
        let (z, delta, half) = ((x - t).abs(), T::of(self.delta), T::of(0.5));
        if z <= delta { half * z * z } else { delta * (z - half * delta) }
    }

    fn gradient<T: Real>(&self, grad: T, x: T, t: T, norm: T) -> T {
        let (z, delta) = (x - t, T::of(self.delta));
        if z <= -delta {
            -norm * grad * delta
        } else if z >= delta {
            norm * grad * delta
        } else {
            norm * z * grad
        }
    }

    fn target_gradient(&self, by_x: &Tensor, _grad: &Tensor, _x: &Tensor, _t: &Tensor) -> Result<Tensor> {
        by_x.neg()
    }

    fn curvature<T: Real>(&self, x: T, t: T) -> T {
        if (x - t).abs() < T::of(self.delta) { T::ONE } else { T::ZERO }
    }

    fn cross<T: Real>(&self, x: T, t: T) -> T {
        -self.curvature(x, t)
    }

    fn attributes(&self) -> Attributes {
        vec![("delta", Attribute::Float(self.delta))]
    }
}
