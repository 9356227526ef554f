//! Functions with parameters of their own: `logit`, `nan_to_num`.

use std::borrow::Cow;

use super::elementary::number;
use crate::tensor::{
    Attribute, Attributes, DType, Error, Gradients, Operation, Real, Result, Saves, Tensor, apply, apply_inplace,
    autograd::Context,
    kernel::{convert, map},
};

/// ln(x/(1 − x)), x kept `eps` away from 0 and 1.
#[derive(Clone, Copy, Debug)]
struct Logit {
    eps: Option<f64>,
}

impl Logit {
    fn value<T: Real>(self, x: T) -> T {
        let x = match self.eps {
            Some(eps) if !x.is_nan() => x.maximum(T::of(eps)).minimum(T::ONE - T::of(eps)),
            _ => x,
        };
        (x / (T::ONE - x)).ln()
    }
}

impl Operation for Logit {
    fn name(&self) -> &'static str {
        "logit"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("LogitBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("logit needs one tensor")) };
        match x.dtype() {
            DType::Float64 => map::<f64, f64>(x, |v| self.value(v)),
            dtype => {
                let logit = map::<f32, f32>(&convert(x, DType::Float32)?, |v| self.value(v))?;
                convert(&logit, dtype.to_floating())
            }
        }
    }

    fn saves(&self) -> Saves {
        Saves::FIRST
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let x = context.input(0)?;
        let slope = grad.div(&x.mul(&x.rsub(&number(1.0))?)?)?;
        let (low, high) = self.eps.map_or((0.0, 1.0), |eps| (eps, 1.0 - eps));
        let outside = x.lt(&number(low))?.logical_or(&x.gt(&number(high))?)?;
        let there = number(if self.eps.is_some() { 0.0 } else { f64::NAN });
        Ok(vec![Some(Tensor::where_(&outside, &there, &slope)?)])
    }

    fn attributes(&self) -> Attributes {
        self.eps.map(|eps| ("eps", Attribute::Float(eps))).into_iter().collect()
    }
}

/// Numbers for NaN, +∞ and −∞.
#[derive(Clone, Copy, Debug)]
struct NanToNum {
    nan: f64,
    posinf: Option<f64>,
    neginf: Option<f64>,
}

impl NanToNum {
    fn value<T: Real>(self, x: T, largest: T) -> T {
        if x.is_nan() {
            T::of(self.nan)
        } else if x == T::INFINITY {
            self.posinf.map_or(largest, T::of)
        } else if x == -T::INFINITY {
            self.neginf.map_or(-largest, T::of)
        } else {
            x
        }
    }
}

impl Operation for NanToNum {
    fn name(&self) -> &'static str {
        "nan_to_num"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("NanToNumBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("nan_to_num needs one tensor")) };
        match x.dtype() {
            DType::Float64 => map::<f64, f64>(x, |v| self.value(v, f64::MAX)),
            DType::Float32 => map::<f32, f32>(x, |v| self.value(v, f32::MAX)),
            DType::Float16 => {
                convert(&map::<f32, f32>(&convert(x, DType::Float32)?, |v| self.value(v, 65504.0))?, DType::Float16)
            }
            _ => x.contiguous_copy(),
        }
    }

    fn saves(&self) -> Saves {
        Saves::FIRST
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let kept = context.input(0)?.isfinite()?;
        Ok(vec![Some(Tensor::where_(&kept, grad, &number(0.0))?)])
    }
}

impl Tensor {
    /// `torch.logit(self, eps)`
    ///
    /// # Errors
    /// When the memory is not there.
    pub fn logit(&self, eps: Option<f64>) -> Result<Self> {
        apply(Logit { eps }, std::slice::from_ref(self))
    }

    /// [`Tensor::logit`] in place
    ///
    /// # Errors
    /// PyTorch's for tensors that may not be changed in place.
    pub fn logit_(&self, eps: Option<f64>) -> Result<Self> {
        apply_inplace(Logit { eps }, std::slice::from_ref(self))
    }

    /// `torch.nan_to_num(self, nan, posinf, neginf)`
    ///
    /// # Errors
    /// When the memory is not there.
    pub fn nan_to_num(&self, nan: Option<f64>, posinf: Option<f64>, neginf: Option<f64>) -> Result<Self> {
        apply(NanToNum { nan: nan.unwrap_or(0.0), posinf, neginf }, std::slice::from_ref(self))
    }

    /// [`Tensor::nan_to_num`] in place
    ///
    /// # Errors
    /// PyTorch's for tensors that may not be changed in place.
    pub fn nan_to_num_(&self, nan: Option<f64>, posinf: Option<f64>, neginf: Option<f64>) -> Result<Self> {
        apply_inplace(NanToNum { nan: nan.unwrap_or(0.0), posinf, neginf }, std::slice::from_ref(self))
    }
}
