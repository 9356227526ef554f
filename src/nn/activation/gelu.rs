//! `GELU`: x times the chance that a standard normal variable lies below x.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, SQRT_2};

use crate::tensor::{Attribute, Attributes, DType, Error, Real, Result, ops::Pointwise};

/// x·Φ(x), with Φ exact or by tanh
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gelu {
    /// By the error function: `approximate='none'`.
    Exact,
    /// `approximate='tanh'`
    Tanh,
}

impl Gelu {
    /// The form that `approximate` names.
    ///
    /// # Errors
    /// PyTorch's, for any other word.
    pub fn named(approximate: &str) -> Result<Self> {
        match approximate {
            "none" => Ok(Self::Exact),
            "tanh" => Ok(Self::Tanh),
            _ => Err(Error::runtime("approximate argument must be either none or tanh.")),
        }
    }
}

/// The density of a standard normal variable at 0: 1/√(2π)
const PEAK: f64 = FRAC_2_SQRT_PI * FRAC_1_SQRT_2 * 0.5;

/// Φ(x) and its derivative
#[inline(always)]
fn normal<T: Real>(x: T) -> (T, T) {
    let below = T::of(0.5) * (T::ONE + (x * T::of(FRAC_1_SQRT_2)).erf());
    (below, T::of(PEAK) * (x * x * T::of(-0.5)).exp())
}

/// The same in a vector loop
#[inline(always)]
fn normal_in_block<T: Real>(x: T) -> (T, T) {
    let below = T::of(0.5) * (T::ONE + (x * T::of(FRAC_1_SQRT_2)).erf_in_block());
    (below, T::of(PEAK) * (x * x * T::of(-0.5)).exp_in_block())
}

const CUBIC: f64 = 0.044_715;

/// √(2/π)
#[inline(always)]
fn steepness<T: Real>() -> T {
    T::of(SQRT_2 * FRAC_2_SQRT_PI * 0.5)
}

/// tanh(√(2/π)·(x + 0.044715x³)), with the derivative of what stands inside
#[inline(always)]
fn bent<T: Real>(x: T) -> (T, T) {
    let square = x * x;
    let inner = steepness::<T>() * T::of(CUBIC).mul_add(square * x, x);
    let slope = steepness::<T>() * (T::of(3.0) * T::of(CUBIC)).mul_add(square, T::ONE);
    (inner.tanh(), slope)
}

impl Pointwise for Gelu {
    const NAME: &'static str = "gelu";
    const NODE: &'static str = "GeluBackward0";
    const HAS_BLOCKS: bool = true;

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        let half = T::of(0.5);
        match self {
            // PyTorch's float32 kernel gives NaN at +∞
            Self::Exact if T::DTYPE == DType::Float32 && x == T::INFINITY => T::NAN,
            Self::Exact => x * half * (T::ONE + (x * T::of(FRAC_1_SQRT_2)).erf()),
            Self::Tanh => half * x * (T::ONE + bent(x).0),
        }
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        match self {
            Self::Exact => {
                let (below, density) = normal(x);
                grad * x.mul_add(density, below)
            }
            Self::Tanh => {
                let (t, slope) = bent(x);
                let (left, right) = (T::of(0.5) * x, T::ONE + t);
                grad * (T::of(0.5) * right + left * (-t).mul_add(t, T::ONE) * slope)
            }
        }
    }

    #[inline(always)]
    fn value_in_block<T: Real>(&self, x: T) -> T {
        match self {
            Self::Exact => {
                let y = x * T::of(0.5) * (T::ONE + (x * T::of(FRAC_1_SQRT_2)).erf_in_block());
                if T::DTYPE == DType::Float32 && x == T::INFINITY { T::NAN } else { y }
            }
            Self::Tanh => self.value(x),
        }
    }

    #[inline(always)]
    fn gradient_in_block<T: Real>(&self, grad: T, x: T) -> T {
        match self {
            Self::Exact => {
                let (below, density) = normal_in_block(x);
                grad * x.mul_add(density, below)
            }
            Self::Tanh => self.gradient(grad, x),
        }
    }

    fn curvature<T: Real>(&self, x: T) -> T {
        match self {
            Self::Exact => (T::of(2.0) - x * x) * normal(x).1,
            Self::Tanh => {
                let (t, slope) = bent(x);
                let bend = T::of(6.0 * CUBIC) * steepness::<T>() * x;
                (T::ONE - t * t) * (slope + T::of(0.5) * x * bend - x * t * slope * slope)
            }
        }
    }

    fn attributes(&self) -> Attributes {
        let word = if *self == Self::Exact { "none" } else { "tanh" };
        vec![("approximate", Attribute::Text(word.to_owned()))]
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("GeluKernelImpl")
    }
}
