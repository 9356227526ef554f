//! xʸ, where either may be a number.

use std::borrow::Cow;

use super::{elementary::number, rounding::unsupported};
use crate::tensor::{
    DType, Element, Error, Gradients, Operation, Real, Result, Saves, Tensor, apply, apply_inplace,
    autograd::Context,
    kernel::{convert, map, zip},
    ops::arithmetic::{gradients, promoted},
};

/// Which of the two is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pow {
    /// x²
    Number,
    /// xʸ
    Tensors,
    /// 2ˣ
    Base,
}

impl Operation for Pow {
    fn name(&self) -> &'static str {
        "pow"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Number => "PowBackward0",
            Self::Tensors => "PowBackward1",
            Self::Base => "PowBackward2",
        })
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let (x, y, dtype) = promoted(inputs)?;
        match dtype {
            DType::Bool => Err(unsupported("pow", dtype)),
            DType::Float16 => {
                let (x, y) = (convert(&x, DType::Float32)?, convert(&y, DType::Float32)?);
                convert(&self.reals::<f32>(&x, &y)?, dtype)
            }
            DType::Float32 => self.reals::<f32>(&x, &y),
            DType::Float64 => self.reals::<f64>(&x, &y),
            _ => self.integers(&x, &y, dtype),
        }
    }

    fn saves(&self) -> Saves {
        match self {
            Self::Number => Saves::INPUTS,
            _ => Saves::INPUTS.and(Saves::OUTPUT),
        }
    }

    fn hides(&self, input: usize) -> bool {
        match self {
            Self::Number => input == 1,
            Self::Tensors => false,
            Self::Base => input == 0,
        }
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        gradients(context, [&|| self.by_base(context, grad), &|| by_exponent(context, grad)])
    }
}

impl Pow {
    fn integers(self, x: &Tensor, y: &Tensor, dtype: DType) -> Result<Tensor> {
        if self == Self::Number && y.item::<i64>()? < 0 {
            return Err(Error::runtime("Integers to negative integer powers are not allowed."));
        }
        crate::with_integer!(dtype, T => zip::<T, T, T>(x, y, |x, y| T::from_i64(integer_power(x.to_i64(), y.to_i64()))),
            else Err(unsupported("pow", dtype)))
    }

    fn reals<T: Real>(self, x: &Tensor, y: &Tensor) -> Result<Tensor> {
        match self {
            Self::Number => power_of::<T>(x, y.item::<f64>()?),
            Self::Tensors => zip::<T, T, T>(x, y, T::powf),
            // row-major, whatever the order of y
            Self::Base => zip::<T, T, T>(x, &y.contiguous()?, T::powf),
        }
    }

    /// y·xʸ⁻¹, but 0 where y is 0
    fn by_base(self, context: &Context<'_>, grad: &Tensor) -> Result<Tensor> {
        let (x, y) = (context.input(0)?, context.input(1)?);
        if self == Self::Tensors {
            let slope = grad.mul(&y.mul(&x.pow(&y.sub(&number(1.0))?)?)?)?;
            return Tensor::where_(&y.eq(&number(0.0))?, &number(0.0), &slope);
        }
        match y.item::<f64>()? {
            0.0 => Tensor::full_as(0.0, &grad.shape(), grad.dtype()),
            exponent => grad.mul(&x.pow(&number(exponent - 1.0))?.mul(&number(exponent))?),
        }
    }
}

/// xʸ·ln x, but 0 where x is 0 and y is not below
fn by_exponent(context: &Context<'_>, grad: &Tensor) -> Result<Tensor> {
    let (x, y, power) = (context.input(0)?, context.input(1)?, context.output()?);
    let dead = x.eq(&number(0.0))?.logical_and(&y.ge(&number(0.0))?)?;
    grad.mul(&Tensor::where_(&dead, &number(0.0), &power.mul(&x.log()?)?)?)
}

/// The powers that PyTorch computes without a logarithm, and the rest.
fn power_of<T: Real>(x: &Tensor, exponent: f64) -> Result<Tensor> {
    match exponent {
        2.0 => map::<T, T>(x, |v| v * v),
        3.0 => map::<T, T>(x, |v| v * v * v),
        0.5 => map::<T, T>(x, T::sqrt),
        -0.5 => map::<T, T>(x, |v| T::ONE / v.sqrt()),
        -1.0 => map::<T, T>(x, |v| T::ONE / v),
        -2.0 => map::<T, T>(x, |v| T::ONE / (v * v)),
        _ => {
            let exponent = T::of(exponent);
            map::<T, T>(x, |v| v.powf(exponent))
        }
    }
}

/// Wrapping; a negative exponent leaves only the powers of ±1.
fn integer_power(x: i64, y: i64) -> i64 {
    if y < 0 {
        return match x {
            1 => 1,
            -1 => 1 - 2 * (y & 1),
            _ => 0,
        };
    }
    let (mut power, mut factor, mut left) = (1_i64, x, y);
    while left > 0 {
        if left & 1 == 1 {
            power = power.wrapping_mul(factor);
        }
        factor = factor.wrapping_mul(factor);
        left >>= 1;
    }
    power
}

fn kind(x: &Tensor, y: &Tensor) -> Pow {
    match (x.is_wrapped_number(), y.is_wrapped_number()) {
        (_, true) => Pow::Number,
        (true, _) => Pow::Base,
        _ => Pow::Tensors,
    }
}

impl Tensor {
    /// `self ** exponent`, either of which may be a number.
    ///
    /// # Errors
    /// PyTorch's, for negative powers of integers and for bools.
    pub fn pow(&self, exponent: &Self) -> Result<Self> {
        apply(kind(self, exponent), &[self.clone(), exponent.clone()])
    }

    /// [`Tensor::pow`] in place
    ///
    /// # Errors
    /// The same, and PyTorch's for tensors that may not be changed in place.
    pub fn pow_(&self, exponent: &Self) -> Result<Self> {
        apply_inplace(kind(self, exponent), &[self.clone(), exponent.clone()])
    }

    /// `self ** 2`
    ///
    /// # Errors
    /// As [`Tensor::pow`].
    pub fn square(&self) -> Result<Self> {
        self.pow(&Self::wrapped_number(2_i64))
    }

    /// [`Tensor::square`] in place
    ///
    /// # Errors
    /// As [`Tensor::pow_`].
    pub fn square_(&self) -> Result<Self> {
        self.pow_(&Self::wrapped_number(2_i64))
    }

    /// `torch.float_power`: in float64
    ///
    /// # Errors
    /// As [`Tensor::pow`].
    pub fn float_power(&self, exponent: &Self) -> Result<Self> {
        let exponent =
            if exponent.is_wrapped_number() { number(exponent.item()?) } else { exponent.to_dtype(DType::Float64)? };
        self.to_dtype(DType::Float64)?.pow(&exponent)
    }
}
