//! `+ − × ÷` with broadcasting and type promotion.

use std::borrow::Cow;

use half::f16;
use ndarray::Axis;

use crate::tensor::{
    DType, Error, Gradients, Operation, Result, Saves, Tensor, apply, apply_inplace,
    autograd::Context,
    dtype::result_type,
    kernel::{convert, map, zip},
    ops::sum_to,
};

/// Both inputs in the type that PyTorch computes in.
pub(super) fn promoted(inputs: &[Tensor]) -> Result<(Tensor, Tensor, DType)> {
    let [a, b] = inputs else { return Err(Error::runtime("an arithmetic operation needs two tensors")) };
    let dtype = result_type(inputs);
    Ok((convert(a, dtype)?, convert(b, dtype)?, dtype))
}

/// The gradient of each input that asks for one, summed back to its shape.
pub(super) fn gradients<const N: usize>(
    context: &Context<'_>,
    of: [&dyn Fn() -> Result<Tensor>; N],
) -> Result<Gradients> {
    of.iter()
        .enumerate()
        .map(|(index, grad)| context.needs(index).then(|| sum_to(&grad()?, context.shape(index))).transpose())
        .collect()
}

/// `a op b` in each type: integers wrap around, as in PyTorch.
macro_rules! arithmetic {
    ($a:expr, $b:expr, $dtype:expr, $wrapping:ident, $op:tt, $bool:expr) => {
        match $dtype {
            DType::Bool => zip::<bool, bool, bool>($a, $b, $bool),
            DType::UInt8 => zip::<u8, u8, u8>($a, $b, u8::$wrapping),
            DType::Int8 => zip::<i8, i8, i8>($a, $b, i8::$wrapping),
            DType::Int16 => zip::<i16, i16, i16>($a, $b, i16::$wrapping),
            DType::Int32 => zip::<i32, i32, i32>($a, $b, i32::$wrapping),
            DType::Int64 => zip::<i64, i64, i64>($a, $b, i64::$wrapping),
            DType::Float16 => zip::<f16, f16, f16>($a, $b, |x, y| x $op y),
            DType::Float32 => zip::<f32, f32, f32>($a, $b, |x, y| x $op y),
            DType::Float64 => zip::<f64, f64, f64>($a, $b, |x, y| x $op y),
        }
    };
}

/// a + b
#[derive(Clone, Copy, Debug)]
pub struct Add;

impl Operation for Add {
    fn name(&self) -> &'static str {
        "add"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("AddBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let (a, b, dtype) = promoted(inputs)?;
        arithmetic!(&a, &b, dtype, wrapping_add, +, |x, y| x || y)
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let same = || Ok(grad.clone());
        gradients(context, [&same, &same])
    }
}

/// a − b
#[derive(Clone, Copy, Debug)]
pub struct Sub;

impl Operation for Sub {
    fn name(&self) -> &'static str {
        "sub"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("SubBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let bools = inputs.iter().filter(|input| input.dtype() == DType::Bool).count();
        if bools == 2 {
            return Err(Error::not_implemented(
                "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or \
                 `logical_xor()` operator instead.",
            ));
        }
        if bools == 1 {
            return Err(Error::not_implemented(
                "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a \
                 mask, use the `~` or `logical_not()` operator instead.",
            ));
        }
        let (a, b, dtype) = promoted(inputs)?;
        arithmetic!(&a, &b, dtype, wrapping_sub, -, |x, y| x ^ y)
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        gradients(context, [&|| Ok(grad.clone()), &|| grad.neg()])
    }
}

/// a · b, element by element
#[derive(Clone, Copy, Debug)]
pub struct Mul;

impl Operation for Mul {
    fn name(&self) -> &'static str {
        "mul"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("MulBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let (a, b, dtype) = promoted(inputs)?;
        arithmetic!(&a, &b, dtype, wrapping_mul, *, |x, y| x && y)
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        gradients(context, [&|| grad.mul(&context.input(1)?), &|| grad.mul(&context.input(0)?)])
    }
}

/// a / b; integers are divided as floats
#[derive(Clone, Copy, Debug)]
pub struct Div;

impl Operation for Div {
    fn name(&self) -> &'static str {
        "div"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("DivBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let (a, b, dtype) = promoted(inputs)?;
        let floating = dtype.to_floating();
        let (a, b) = (convert(&a, floating)?, convert(&b, floating)?);
        match floating {
            DType::Float64 => zip::<f64, f64, f64>(&a, &b, |x, y| x / y),
            DType::Float16 => zip::<f16, f16, f16>(&a, &b, |x, y| x / y),
            _ => zip::<f32, f32, f32>(&a, &b, |x, y| x / y),
        }
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let by_divisor = || {
            let (a, b) = (context.input(0)?, context.input(1)?);
            grad.neg()?.mul(&a.div(&b)?.div(&b)?)
        };
        gradients(context, [&|| grad.div(&context.input(1)?), &by_divisor])
    }
}

/// −x
#[derive(Clone, Copy, Debug)]
pub struct Neg;

impl Operation for Neg {
    fn name(&self) -> &'static str {
        "neg"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("NegBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("neg needs one tensor")) };
        match x.dtype() {
            DType::UInt8 => map::<u8, u8>(x, u8::wrapping_neg),
            DType::Int8 => map::<i8, i8>(x, i8::wrapping_neg),
            DType::Int16 => map::<i16, i16>(x, i16::wrapping_neg),
            DType::Int32 => map::<i32, i32>(x, i32::wrapping_neg),
            DType::Int64 => map::<i64, i64>(x, i64::wrapping_neg),
            DType::Float16 => map::<f16, f16>(x, |v| -v),
            DType::Float32 => map::<f32, f32>(x, |v| -v),
            DType::Float64 => map::<f64, f64>(x, |v| -v),
            DType::Bool => Err(Error::not_implemented(
                "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, \
                 use the `~` or `logical_not()` operator instead.",
            )),
        }
    }

    fn backward(&self, _context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(grad.neg()?)])
    }
}

/// The sum that undoes broadcasting.
#[derive(Clone, Debug)]
pub(super) struct SumTo {
    pub shape: Vec<usize>,
}

impl Operation for SumTo {
    fn name(&self) -> &'static str {
        "sum_to_size"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("SumBackward1")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("sum_to_size needs one tensor")) };
        let doubles = convert(x, DType::Float64)?;
        let sum = doubles.read::<f64, _>(|view| {
            let mut sum = view.to_owned();
            while sum.ndim() > self.shape.len() {
                sum = sum.sum_axis(Axis(0));
            }
            for (dim, &size) in self.shape.iter().enumerate() {
                if size == 1 && sum.shape()[dim] != 1 {
                    sum = sum.sum_axis(Axis(dim)).insert_axis(Axis(dim));
                }
            }
            sum.iter().copied().collect::<Vec<f64>>()
        })?;
        convert(&Tensor::from_vec(sum, &self.shape), x.dtype())
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let ones = Tensor::full_as(1.0, context.shape(0), grad.dtype())?;
        Ok(vec![Some(ones.mul(grad)?)])
    }
}

impl Tensor {
    /// `self + other`
    ///
    /// # Errors
    /// PyTorch's, when the shapes do not broadcast.
    pub fn add(&self, other: &Self) -> Result<Self> {
        apply(Add, &[self.clone(), other.clone()])
    }

    /// `self += other`
    ///
    /// # Errors
    /// PyTorch's, when the shapes do not broadcast or the tensor may not be changed in place.
    pub fn add_(&self, other: &Self) -> Result<Self> {
        apply_inplace(Add, &[self.clone(), other.clone()])
    }

    /// `self - other`
    ///
    /// # Errors
    /// As [`Tensor::add`].
    pub fn sub(&self, other: &Self) -> Result<Self> {
        apply(Sub, &[self.clone(), other.clone()])
    }

    /// `self -= other`
    ///
    /// # Errors
    /// As [`Tensor::add_`].
    pub fn sub_(&self, other: &Self) -> Result<Self> {
        apply_inplace(Sub, &[self.clone(), other.clone()])
    }

    /// `self * other`
    ///
    /// # Errors
    /// As [`Tensor::add`].
    pub fn mul(&self, other: &Self) -> Result<Self> {
        apply(Mul, &[self.clone(), other.clone()])
    }

    /// `self *= other`
    ///
    /// # Errors
    /// As [`Tensor::add_`].
    pub fn mul_(&self, other: &Self) -> Result<Self> {
        apply_inplace(Mul, &[self.clone(), other.clone()])
    }

    /// `self / other`
    ///
    /// # Errors
    /// As [`Tensor::add`].
    pub fn div(&self, other: &Self) -> Result<Self> {
        apply(Div, &[self.clone(), other.clone()])
    }

    /// `-self`
    ///
    /// # Errors
    /// PyTorch's for bool.
    pub fn neg(&self) -> Result<Self> {
        apply(Neg, std::slice::from_ref(self))
    }
}
