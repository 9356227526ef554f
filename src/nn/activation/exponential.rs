//! Exponential below zero, a straight line above: `ELU`, `CELU`, `SELU`.

use std::borrow::Cow;

use crate::tensor::{Attribute, Attributes, Error, Real, Result, ops::Pointwise};

/// `scale`·x above 0, `scale`·`alpha`·(e^(`input_scale`·x) − 1) below
#[derive(Clone, Copy, Debug)]
struct Curve {
    alpha: f64,
    scale: f64,
    input_scale: f64,
}

impl Curve {
    /// What multiplies the exponential, rounded as PyTorch rounds it.
    #[inline(always)]
    fn depth<T: Real>(&self) -> T {
        T::of(self.alpha) * T::of(self.scale)
    }

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        if x < T::ZERO { (x * T::of(self.input_scale)).exp_m1() * self.depth() } else { x * T::of(self.scale) }
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        let input_scale = T::of(self.input_scale);
        if x <= T::ZERO {
            grad * input_scale * self.depth() * (x * input_scale).exp()
        } else {
            grad * T::of(self.scale)
        }
    }

    fn curvature<T: Real>(&self, x: T) -> T {
        let input_scale = T::of(self.input_scale);
        if x <= T::ZERO { input_scale * input_scale * self.depth() * (x * input_scale).exp() } else { T::ZERO }
    }
}

/// x above 0, α(eˣ − 1) below
#[derive(Clone, Copy, Debug)]
pub struct Elu {
    /// α
    pub alpha: f64,
}

impl Elu {
    #[inline(always)]
    const fn curve(self) -> Curve {
        Curve { alpha: self.alpha, scale: 1.0, input_scale: 1.0 }
    }
}

impl Pointwise for Elu {
    const NAME: &'static str = "elu";
    const NODE: &'static str = "EluBackward0";

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        self.curve().value(x)
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        self.curve().gradient(grad, x)
    }

    fn curvature<T: Real>(&self, x: T) -> T {
        self.curve().curvature(x)
    }

    fn attributes(&self) -> Attributes {
        vec![("alpha", Attribute::Float(self.alpha))]
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("elu_cpu")
    }
}

/// x above 0, α(e^(x/α) − 1) below: smooth at 0 for every α
#[derive(Clone, Copy, Debug)]
pub struct Celu {
    alpha: f64,
}

impl Celu {
    /// `CELU(alpha)`
    ///
    /// # Errors
    /// PyTorch's, when α is 0.
    pub fn new(alpha: f64) -> Result<Self> {
        if alpha == 0.0 {
            return Err(Error::runtime("ZeroDivisionError: alpha cannot be 0 for CELU"));
        }
        Ok(Self { alpha })
    }

    #[inline(always)]
    fn curve(self) -> Curve {
        Curve { alpha: self.alpha, scale: 1.0, input_scale: 1.0 / self.alpha }
    }
}

impl Pointwise for Celu {
    const NAME: &'static str = "celu";
    const NODE: &'static str = "CeluBackward0";

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        self.curve().value(x)
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        self.curve().gradient(grad, x)
    }

    fn curvature<T: Real>(&self, x: T) -> T {
        self.curve().curvature(x)
    }

    fn attributes(&self) -> Attributes {
        vec![("alpha", Attribute::Float(self.alpha))]
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("elu_cpu")
    }

    fn gradient_node() -> Cow<'static, str> {
        Elu::gradient_node()
    }
}

/// ELU with the α and the scale that keep mean 0 and variance 1 through many layers
#[derive(Clone, Copy, Debug)]
pub struct Selu;

const SELU: Curve = Curve { alpha: 1.673_263_242_354_377_2, scale: 1.050_700_987_355_480_5, input_scale: 1.0 };

impl Pointwise for Selu {
    const NAME: &'static str = "selu";
    const NODE: &'static str = Elu::NODE;

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        SELU.value(x)
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        SELU.gradient(grad, x)
    }

    fn curvature<T: Real>(&self, x: T) -> T {
        SELU.curvature(x)
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("elu_cpu")
    }
}
