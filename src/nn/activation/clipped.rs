//! Flat beyond two points: `Hardtanh`, `ReLU6`, `Hardsigmoid`, `Hardswish`.

use std::borrow::Cow;

use crate::tensor::{Attribute, Attributes, DType, Real, ops::Pointwise};

const BOOLS: &str = "Bool inputs not supported for hardtanh";

/// x, kept between two bounds
#[derive(Clone, Copy, Debug)]
pub struct Hardtanh {
    /// The lower bound.
    pub min_val: f64,
    /// The upper bound.
    pub max_val: f64,
}

impl Pointwise for Hardtanh {
    const NAME: &'static str = "hardtanh";
    const NODE: &'static str = "HardtanhBackward0";
    const HAS_BLOCKS: bool = true;

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        let (min, max) = (T::of(self.min_val), T::of(self.max_val));
        let raised = if x < min { min } else { x };
        if raised > max { max } else { raised }
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        if x <= T::of(self.min_val) || x >= T::of(self.max_val) { T::ZERO } else { grad }
    }

    #[inline(always)]
    fn gradient_in_block<T: Real>(&self, grad: T, x: T) -> T {
        if x > T::of(self.min_val) && x < T::of(self.max_val) { grad } else { T::ZERO }
    }

    fn curvature<T: Real>(&self, _x: T) -> T {
        T::ZERO
    }

    fn attributes(&self) -> Attributes {
        vec![("min_val", Attribute::Float(self.min_val)), ("max_val", Attribute::Float(self.max_val))]
    }

    fn refusal(&self, dtype: DType) -> Option<Cow<'static, str>> {
        (dtype == DType::Bool).then_some(Cow::Borrowed(BOOLS))
    }

    fn integer_value(&self, x: i64) -> Option<i64> {
        Some(x.max(self.min_val as i64).min(self.max_val as i64))
    }
}

/// min(max(0, x), 6)
#[derive(Clone, Copy, Debug)]
pub struct Relu6;

const SIX: Hardtanh = Hardtanh { min_val: 0.0, max_val: 6.0 };

impl Pointwise for Relu6 {
    const NAME: &'static str = "relu6";
    const NODE: &'static str = Hardtanh::NODE;
    const HAS_BLOCKS: bool = true;

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        SIX.value(x)
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        SIX.gradient(grad, x)
    }

    #[inline(always)]
    fn gradient_in_block<T: Real>(&self, grad: T, x: T) -> T {
        SIX.gradient_in_block(grad, x)
    }

    fn curvature<T: Real>(&self, _x: T) -> T {
        T::ZERO
    }

    fn refusal(&self, dtype: DType) -> Option<Cow<'static, str>> {
        SIX.refusal(dtype)
    }

    fn integer_value(&self, x: i64) -> Option<i64> {
        SIX.integer_value(x)
    }
}

/// (x + 3) kept between 0 and 6
#[inline(always)]
fn ramp<T: Real>(x: T) -> T {
    SIX.value(x + T::of(3.0))
}

/// 1/6 in float32, which PyTorch takes for float64 too
const SIXTH: f64 = (1.0_f32 / 6.0) as f64;

/// The ramp (x + 3) / 6 between 0 and 1
#[derive(Clone, Copy, Debug)]
pub struct Hardsigmoid;

impl Pointwise for Hardsigmoid {
    const NAME: &'static str = "hardsigmoid";
    const NODE: &'static str = "HardsigmoidBackward0";

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        ramp(x) / T::of(6.0)
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        if x > T::of(-3.0) && x < T::of(3.0) { grad * T::of(SIXTH) } else { T::ZERO }
    }

    fn curvature<T: Real>(&self, _x: T) -> T {
        T::ZERO
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("hardsigmoid_cpu")
    }
}

/// x times the ramp of [`Hardsigmoid`]
#[derive(Clone, Copy, Debug)]
pub struct Hardswish;

impl Pointwise for Hardswish {
    const NAME: &'static str = "hardswish";
    const NODE: &'static str = "HardswishBackward0";

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        x * ramp(x) / T::of(6.0)
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        if x <= T::of(-3.0) {
            T::ZERO
        } else if x < T::of(3.0) {
            grad * (x / T::of(3.0) + T::of(0.5))
        } else {
            grad
        }
    }

    fn curvature<T: Real>(&self, x: T) -> T {
        if x > T::of(-3.0) && x < T::of(3.0) { T::of(1.0 / 3.0) } else { T::ZERO }
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("hardswish_cpu")
    }
}
