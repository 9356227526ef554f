//! Straight lines with a bend: `ReLU`, `Threshold`, `LeakyReLU`.

use std::borrow::Cow;

use crate::tensor::{Attribute, Attributes, DType, Real, Saves, ops::Pointwise};

/// max(0, x)
#[derive(Clone, Copy, Debug)]
pub struct Relu;

impl Pointwise for Relu {
    const NAME: &'static str = "relu";
    const NODE: &'static str = "ReluBackward0";
    const SAVES: Saves = Saves::OUTPUT;

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        // −0 and NaN pass
        if x < T::ZERO { T::ZERO } else { x }
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, y: T) -> T {
        if y <= T::ZERO { T::ZERO } else { grad }
    }

    fn curvature<T: Real>(&self, _y: T) -> T {
        T::ZERO
    }

    fn refusal(&self, dtype: DType) -> Option<Cow<'static, str>> {
        (dtype == DType::Bool).then_some(Cow::Borrowed("Boolean inputs not supported for relu"))
    }

    fn integer_value(&self, x: i64) -> Option<i64> {
        Some(x.max(0))
    }

    fn gradient_node() -> Cow<'static, str> {
        Cow::Borrowed("ThresholdBackwardBackward0")
    }
}

/// x above `threshold`, else `value`
#[derive(Clone, Copy, Debug)]
pub struct Threshold {
    /// Where x begins to pass.
    pub threshold: f64,
    /// What stands for the rest.
    pub value: f64,
}

impl Pointwise for Threshold {
    const NAME: &'static str = "threshold";
    const NODE: &'static str = "ThresholdBackward0";

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        if x <= T::of(self.threshold) { T::of(self.value) } else { x }
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        if x <= T::of(self.threshold) { T::ZERO } else { grad }
    }

    fn curvature<T: Real>(&self, _x: T) -> T {
        T::ZERO
    }

    fn attributes(&self) -> Attributes {
        vec![("threshold", Attribute::Float(self.threshold)), ("value", Attribute::Float(self.value))]
    }

    fn refusal(&self, dtype: DType) -> Option<Cow<'static, str>> {
        (dtype == DType::Bool).then_some(Cow::Borrowed("\"threshold_cpu\" not implemented for 'Bool'"))
    }

    fn integer_value(&self, x: i64) -> Option<i64> {
        Some(if x <= self.threshold as i64 { self.value as i64 } else { x })
    }
}

/// x above 0, x·`negative_slope` below
#[derive(Clone, Copy, Debug)]
pub struct LeakyRelu {
    /// The slope left of 0.
    pub negative_slope: f64,
}

impl Pointwise for LeakyRelu {
    const NAME: &'static str = "leaky_relu";
    const NODE: &'static str = "LeakyReluBackward0";

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        if x > T::ZERO { x } else { x * T::of(self.negative_slope) }
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        if x > T::ZERO { grad } else { grad * T::of(self.negative_slope) }
    }

    fn curvature<T: Real>(&self, _x: T) -> T {
        T::ZERO
    }

    fn attributes(&self) -> Attributes {
        vec![("negative_slope", Attribute::Float(self.negative_slope))]
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("leaky_relu_cpu")
    }
}
