//! Built on the logistic curve σ(x) = 1/(1 + e⁻ˣ): `Sigmoid`, `SiLU`, `LogSigmoid`.

use crate::tensor::{Real, Saves, ops::Pointwise};

/// σ(x)
#[inline(always)]
pub(super) fn logistic<T: Real>(x: T) -> T {
    T::ONE / (T::ONE + (-x).exp())
}

/// σ(x) in PyTorch's vector loops
#[inline(always)]
pub(super) fn logistic_in_block<T: Real>(x: T) -> T {
    T::ONE / (T::ONE + (-x).exp_in_block())
}

/// σ(x)
#[derive(Clone, Copy, Debug)]
pub struct Sigmoid;

impl Pointwise for Sigmoid {
    const NAME: &'static str = "sigmoid";
    const NODE: &'static str = "SigmoidBackward0";
    const SAVES: Saves = Saves::OUTPUT;
    const HAS_BLOCKS: bool = true;

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        logistic(x)
    }

    #[inline(always)]
    fn value_in_block<T: Real>(&self, x: T) -> T {
        logistic_in_block(x)
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
    const HAS_BLOCKS: bool = true;

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        x / (T::ONE + (-x).exp())
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        silu_slope(grad, x, logistic(x))
    }

    #[inline(always)]
    fn value_in_block<T: Real>(&self, x: T) -> T {
        x / (T::ONE + (-x).exp_in_block())
    }

    #[inline(always)]
    fn gradient_in_block<T: Real>(&self, grad: T, x: T) -> T {
        silu_slope(grad, x, logistic_in_block(x))
    }

    fn curvature<T: Real>(&self, x: T) -> T {
        let s = logistic(x);
        s * (T::ONE - s) * (T::of(2.0) + x * (T::ONE - T::of(2.0) * s))
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("silu_cpu")
    }
}

#[inline(always)]
fn silu_slope<T: Real>(grad: T, x: T, s: T) -> T {
    grad * s * x.mul_add(T::ONE - s, T::ONE)
}

/// ln σ(x)
#[derive(Clone, Copy, Debug)]
pub struct LogSigmoid;

impl Pointwise for LogSigmoid {
    const NAME: &'static str = "logsigmoid";
    const NODE: &'static str = "LogSigmoidBackward0";
    const ROW_MAJOR: bool = true;
    const HAS_BLOCKS: bool = true;

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        x.minimum(T::ZERO) - (-x.abs()).exp().ln_1p()
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        log_sigmoid_slope(grad, x, (-x.abs()).exp())
    }

    #[inline(always)]
    fn value_in_block<T: Real>(&self, x: T) -> T {
        x.minimum(T::ZERO) - (-x.abs()).exp_in_block().ln_1p_in_block()
    }

    #[inline(always)]
    fn gradient_in_block<T: Real>(&self, grad: T, x: T) -> T {
        log_sigmoid_slope(grad, x, (-x.abs()).exp_in_block())
    }

    fn curvature<T: Real>(&self, x: T) -> T {
        let s = logistic(x);
        -(s * (T::ONE - s))
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("log_sigmoid_cpu")
    }
}

/// By z = e^−|x|.
#[inline(always)]
fn log_sigmoid_slope<T: Real>(grad: T, x: T, z: T) -> T {
    let (limit, sign) = if x < T::ZERO { (T::ONE, T::ONE) } else { (T::ZERO, -T::ONE) };
    grad * (limit - sign * (z / (T::ONE + z)))
}
