//! Floating point numbers with the functions that elementwise operations need.

use std::ops::{Add, Div, Mul, Neg, Sub};

use super::{element::Element, math, single};

/// float32 or float64. Transcendental functions of float32 are computed in float64 and rounded once,
/// which is within half a unit in the last place of the true value.
pub trait Real:
    Element
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + std::iter::Sum
{
    /// 0
    const ZERO: Self;
    /// 1
    const ONE: Self;
    /// Not a number
    const NAN: Self;
    /// +∞
    const INFINITY: Self;

    /// A constant, rounded to this type.
    #[must_use]
    fn of(value: f64) -> Self;

    /// Applies a function of doubles and rounds.
    #[must_use]
    fn through(self, function: impl Fn(f64) -> f64) -> Self;

    /// |x|
    #[must_use]
    fn abs(self) -> Self;

    /// √x, correctly rounded
    #[must_use]
    fn sqrt(self) -> Self;

    /// self·factor + term with one rounding
    #[must_use]
    fn mul_add(self, factor: Self, term: Self) -> Self;

    /// Largest integer not above
    #[must_use]
    fn floor(self) -> Self;

    /// Smallest integer not below
    #[must_use]
    fn ceil(self) -> Self;

    /// Towards zero
    #[must_use]
    fn trunc(self) -> Self;

    /// Nearest integer, ties to even (`torch.round`)
    #[must_use]
    fn round_even(self) -> Self;

    /// Whether it is not a number
    #[must_use]
    fn is_nan(self) -> bool;

    /// Whether it is neither infinite nor NaN
    #[must_use]
    fn is_finite(self) -> bool;

    /// eˣ
    #[must_use]
    fn exp(self) -> Self;

    /// eˣ − 1
    #[must_use]
    fn exp_m1(self) -> Self;

    /// ln(1 + x)
    #[must_use]
    fn ln_1p(self) -> Self;

    /// Hyperbolic tangent
    #[must_use]
    fn tanh(self) -> Self;

    /// The error function
    #[must_use]
    fn erf(self) -> Self;

    /// eˣ as in PyTorch's vector loops: float32 without a detour by float64
    #[must_use]
    fn exp_in_block(self) -> Self;

    /// ln(1 + x) likewise, for x ≥ 0
    #[must_use]
    fn ln_1p_in_block(self) -> Self;

    /// The error function likewise
    #[must_use]
    fn erf_in_block(self) -> Self;

    /// Natural logarithm
    #[must_use]
    #[inline(always)]
    fn ln(self) -> Self {
        self.through(f64::ln)
    }

    /// xʸ, the power computed in float64
    #[must_use]
    #[inline(always)]
    fn powf(self, exponent: Self) -> Self {
        self.through(|x| x.powf(exponent.to_f64()))
    }

    /// The larger, the first of equals; NaN if either is (`torch.maximum`)
    #[must_use]
    #[inline(always)]
    fn maximum(self, other: Self) -> Self {
        if self.is_nan() || self >= other { self } else { other }
    }

    /// The smaller, the first of equals; NaN if either is (`torch.minimum`)
    #[must_use]
    #[inline(always)]
    fn minimum(self, other: Self) -> Self {
        if self.is_nan() || self <= other { self } else { other }
    }

    /// −1, 0 or 1; NaN stays
    #[must_use]
    #[inline(always)]
    fn signum(self) -> Self {
        if self > Self::ZERO {
            Self::ONE
        } else if self < Self::ZERO {
            -Self::ONE
        } else {
            self * Self::ZERO
        }
    }
}

macro_rules! real {
    ($T:ident, $from:expr, $math:ident, $block:ident) => {
        impl Real for $T {
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const NAN: Self = $T::NAN;
            const INFINITY: Self = $T::INFINITY;
            #[inline(always)]
            fn of(value: f64) -> Self {
                $from(value)
            }
            #[inline(always)]
            fn through(self, function: impl Fn(f64) -> f64) -> Self {
                $from(function(f64::from(self)))
            }
            #[inline(always)]
            fn abs(self) -> Self {
                $T::abs(self)
            }
            #[inline(always)]
            fn sqrt(self) -> Self {
                $T::sqrt(self)
            }
            #[inline(always)]
            fn mul_add(self, factor: Self, term: Self) -> Self {
                $T::mul_add(self, factor, term)
            }
            #[inline(always)]
            fn floor(self) -> Self {
                $T::floor(self)
            }
            #[inline(always)]
            fn ceil(self) -> Self {
                $T::ceil(self)
            }
            #[inline(always)]
            fn trunc(self) -> Self {
                $T::trunc(self)
            }
            #[inline(always)]
            fn round_even(self) -> Self {
                $T::round_ties_even(self)
            }
            #[inline(always)]
            fn is_nan(self) -> bool {
                $T::is_nan(self)
            }
            #[inline(always)]
            fn is_finite(self) -> bool {
                $T::is_finite(self)
            }
            #[inline(always)]
            fn exp(self) -> Self {
                $from($math::exp(f64::from(self)))
            }
            #[inline(always)]
            fn exp_m1(self) -> Self {
                $from($math::exp_m1(f64::from(self)))
            }
            #[inline(always)]
            fn ln_1p(self) -> Self {
                $from($math::ln_1p(f64::from(self)))
            }
            #[inline(always)]
            fn tanh(self) -> Self {
                $from($math::tanh(f64::from(self)))
            }
            #[inline(always)]
            fn erf(self) -> Self {
                $from($math::erf(f64::from(self)))
            }
            #[inline(always)]
            fn exp_in_block(self) -> Self {
                $block::exp(self)
            }
            #[inline(always)]
            fn ln_1p_in_block(self) -> Self {
                $block::ln_1p(self)
            }
            #[inline(always)]
            fn erf_in_block(self) -> Self {
                $block::erf(self)
            }
        }
    };
}

/// The library's functions, for float64.
mod library {
    pub use libm::erf;

    macro_rules! standard {
        ($($name:ident),*) => {$(
            pub fn $name(x: f64) -> f64 {
                x.$name()
            }
        )*};
    }

    standard!(exp, exp_m1, ln_1p, tanh);
}

real!(f32, |v: f64| v as f32, math, single);
real!(f64, |v: f64| v, library, library);
