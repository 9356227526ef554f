//! Built on the logistic curve σ(x) = 1/(1 + e⁻ˣ): `Sigmoid`, `SiLU`, `LogSigmoid`.

use crate::tensor::{Real, Saves, ops::Pointwise};

/// σ(x)
#[inline(always)]
pub(super) fn logistic<T: Real>(x: T) -> T {
    T::ONE / (T::ONE + (-x).exp())
}

/// σ(x)
#[derive(Clone, Copy, Debug)]
pub struct Sigmoid;

impl Pointwise for Sigmoid {
    const NAME: &'static str = "sigmoid";
    const NODE: &'static str = "SigmoidBackward0";
    const SAVES: Saves = Saves::OUTPUT;

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        logistic(x)
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, y: T) -> T {
        grad * (T::ONE - y) * y
    }

    fn curvature<T: Real>(&self, y: T) -> T {
        T::ONE - T::of(2.0) * y
    }
}

/// x·σ(x)
#[derive(Clone, Copy, Debug)]
pub struct Silu;

impl Pointwise for Silu {
    const NAME: &'static str = "silu";
    const NODE: &'static str = "SiluBackward0";

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        x / (T::ONE + (-x).exp())
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        let s = logistic(x);
        grad * s * x.mul_add(T::ONE - s, T::ONE)
    }

    fn curvature<T: Real>(&self, x: T) -> T {
        let s = logistic(x);
        s * (T::ONE - s) * (T::of(2.0) + x * (T::ONE - T::of(2.0) * s))
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("silu_cpu")
    }
}

/// ln σ(x)
#[derive(Clone, Copy, Debug)]
pub struct LogSigmoid;

impl Pointwise for LogSigmoid {
    const NAME: &'static str = "logsigmoid";
    const NODE: &'static str = "LogSigmoidBackward0";

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        x.minimum(T::ZERO) - (-x.abs()).exp().ln_1p()
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        let (limit, sign) = if x < T::ZERO { (T::ONE, T::ONE) } else { (T::ZERO, -T::ONE) };
        let z = (-x.abs()).exp();
        grad * (limit - sign * (z / (T::ONE + z)))
    }

    fn curvature<T: Real>(&self, x: T) -> T {
        let s = logistic(x);
        -(s * (T::ONE - s))
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("log_sigmoid_cpu")
    }
}
