//! Zero around zero: `Hardshrink`, `Softshrink`.

use super::{Place, number::short};
use crate::tensor::{Attribute, Attributes, DType, Error, Real, Result, Tensor, ops::Pointwise};

#[inline(always)]
fn is_small<T: Real>(x: T, bound: f64) -> bool {
    x >= T::of(-bound) && x <= T::of(bound)
}

#[inline(always)]
fn is_large<T: Real>(x: T, bound: f64) -> bool {
    x < T::of(-bound) || x > T::of(bound)
}

/// 0 on [−λ, λ], x elsewhere
#[derive(Clone, Copy, Debug)]
pub struct Hardshrink {
    /// λ
    pub lambd: f64,
}

impl Pointwise for Hardshrink {
    const NAME: &'static str = "hardshrink";
    const NODE: &'static str = "HardshrinkBackward0";
    const HAS_BLOCKS: bool = true;

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        if is_small(x, self.lambd) { T::ZERO } else { x }
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        if is_small(x, self.lambd) { T::ZERO } else { grad }
    }

    #[inline(always)]
    fn gradient_in_block<T: Real>(&self, grad: T, x: T) -> T {
        if is_large(x, self.lambd) { grad } else { T::ZERO }
    }

    fn curvature<T: Real>(&self, _x: T) -> T {
        T::ZERO
    }

    fn attributes(&self) -> Attributes {
        vec![("lambd", Attribute::Float(self.lambd))]
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("hardshrink_cpu")
    }
}

/// 0 on [−λ, λ], x moved towards 0 by λ elsewhere
#[derive(Clone, Copy, Debug)]
pub struct Softshrink {
    /// λ
    pub lambd: f64,
}

/// `F.softshrink(x, lambd)`
///
/// # Errors
/// PyTorch's, when λ is negative, and for integers.
pub fn softshrink(x: &Tensor, lambd: f64, place: Place) -> Result<Tensor> {
    let function = Softshrink { lambd };
    if let Some(message) = function.refusal(x.dtype()) {
        return Err(Error::not_implemented(message));
    }
    if lambd >= 0.0 {
        return place.pointwise(function, x);
    }
    let (largest, dtype) = (largest(x.dtype()), x.dtype().scalar_name());
    let found = short(lambd);
    Err(Error::runtime(format!("lambda must be in range [0, {largest}] for input dtype {dtype}, but found {found}")))
}

const fn largest(dtype: DType) -> &'static str {
    match dtype {
        DType::Float64 => "1.79769e+308",
        DType::Float16 => "65504",
        _ => "3.40282e+38",
    }
}

impl Pointwise for Softshrink {
    const NAME: &'static str = "softshrink";
    const NODE: &'static str = "SoftshrinkBackward0";
    const HAS_BLOCKS: bool = true;

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        let lambd = T::of(self.lambd);
        if x > lambd {
            x - lambd
        } else if x < -lambd {
            x + lambd
        } else {
            // keeps NaN and the sign of zero
            x * T::ZERO
        }
    }

    #[inline(always)]
    fn value_in_block<T: Real>(&self, x: T) -> T {
        // adding 0 takes the sign from −0
        self.value(x) + T::ZERO
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        if is_small(x, self.lambd) { T::ZERO } else { grad }
    }

    #[inline(always)]
    fn gradient_in_block<T: Real>(&self, grad: T, x: T) -> T {
        if is_large(x, self.lambd) { grad } else { T::ZERO }
    }

    fn curvature<T: Real>(&self, _x: T) -> T {
        T::ZERO
    }

    fn attributes(&self) -> Attributes {
        vec![("lambd", Attribute::Float(self.lambd))]
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("softshrink_check")
    }
}
