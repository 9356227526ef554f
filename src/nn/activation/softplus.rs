//! Built on ln(1 + eˣ): `Softplus`, `Mish`.

use super::logistic::{logistic, logistic_in_block};
use crate::tensor::{Attribute, Attributes, Real, ops::Pointwise};

/// ln(1 + e^(βx))/β, and x itself where βx is above `threshold`
#[derive(Clone, Copy, Debug)]
pub struct Softplus {
    /// β: how sharp the bend is.
    pub beta: f64,
    /// Where it becomes the identity, for the sake of the digits.
    pub threshold: f64,
}

impl Softplus {
    #[inline(always)]
    fn is_linear<T: Real>(&self, x: T) -> bool {
        x * T::of(self.beta) > T::of(self.threshold)
    }
}

impl Pointwise for Softplus {
    const NAME: &'static str = "softplus";
    const NODE: &'static str = "SoftplusBackward0";
    const HAS_BLOCKS: bool = true;

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        let beta = T::of(self.beta);
        if self.is_linear(x) { x } else { (x * beta).exp().ln_1p() / beta }
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        let z = (x * T::of(self.beta)).exp();
        if self.is_linear(x) { grad } else { grad * z / (z + T::ONE) }
    }

    #[inline(always)]
    fn value_in_block<T: Real>(&self, x: T) -> T {
        let beta = T::of(self.beta);
        if self.is_linear(x) { x } else { (x * beta).exp_in_block().ln_1p_in_block() / beta }
    }

    #[inline(always)]
    fn gradient_in_block<T: Real>(&self, grad: T, x: T) -> T {
        let z = (x * T::of(self.beta)).exp_in_block();
        if self.is_linear(x) { grad } else { grad * z / (z + T::ONE) }
    }

    fn curvature<T: Real>(&self, x: T) -> T {
        let beta = T::of(self.beta);
        let s = logistic(x * beta);
        if self.is_linear(x) { T::ZERO } else { beta * s * (T::ONE - s) }
    }

    fn attributes(&self) -> Attributes {
        vec![("beta", Attribute::Float(self.beta)), ("threshold", Attribute::Float(self.threshold))]
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("softplus_cpu")
    }
}

/// x·tanh(ln(1 + eˣ))
#[derive(Clone, Copy, Debug)]
pub struct Mish;

/// tanh(ln(1 + e)) = e·(e + 2)/(e·(e + 2) + 2) for e = eˣ
#[inline(always)]
fn bent<T: Real>(x: T) -> T {
    let e = x.exp_in_block();
    let grown = e * (e + T::of(2.0));
    if x > T::of(20.0) { T::ONE } else { grown / (grown + T::of(2.0)) }
}

#[inline(always)]
fn mish_slope<T: Real>(grad: T, x: T, s: T, t: T) -> T {
    grad * (x * s).mul_add((-t).mul_add(t, T::ONE), t)
}

impl Pointwise for Mish {
    const NAME: &'static str = "mish";
    const NODE: &'static str = "MishBackward0";
    const HAS_BLOCKS: bool = true;

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        x * x.exp().ln_1p().tanh()
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        mish_slope(grad, x, logistic(x), x.exp().ln_1p().tanh())
    }

    #[inline(always)]
    fn value_in_block<T: Real>(&self, x: T) -> T {
        x * bent(x)
    }

    #[inline(always)]
    fn gradient_in_block<T: Real>(&self, grad: T, x: T) -> T {
        mish_slope(grad, x, logistic_in_block(x), bent(x))
    }

    fn curvature<T: Real>(&self, x: T) -> T {
        let (s, t) = (logistic(x), x.exp().ln_1p().tanh());
        let slope = s * (T::ONE - t * t);
        slope * (T::of(2.0) + x * (T::ONE - s - T::of(2.0) * t * s))
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("mish_cpu")
    }
}
