//! The hyperbolic tangent.

use crate::tensor::{Real, Saves, ops::Pointwise};

/// tanh(x)
#[derive(Clone, Copy, Debug)]
pub struct Tanh;

impl Pointwise for Tanh {
    const NAME: &'static str = "tanh";
    const NODE: &'static str = "TanhBackward0";
    const SAVES: Saves = Saves::OUTPUT;

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        x.tanh()
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, y: T) -> T {
        // one rounding, as PyTorch's kernel: next to ±1 it decides the digits
        grad * (-y).mul_add(y, T::ONE)
    }

    fn curvature<T: Real>(&self, y: T) -> T {
        T::of(-2.0) * y
    }
}
