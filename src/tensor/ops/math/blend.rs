//! Sums with factors: `add(alpha=…)`, `rsub`, `lerp`, `addcmul`, `addcdiv`.

use std::borrow::Cow;

use super::{elementary::number, rounding::unsupported};
use crate::tensor::{
    DType, Error, Gradients, Operation, Result, Saves, Tensor, apply, apply_inplace, autograd::Context,
    broadcast_shapes, dtype::result_type, kernel::convert, ops::arithmetic::gradients,
};

/// a + alpha·b, or b's sign turned; alpha is a number.
#[derive(Clone, Debug)]
struct Scaled {
    name: &'static str,
    node: &'static str,
    alpha: Tensor,
    subtract: bool,
    reverse: bool,
}

impl Operation for Scaled {
    fn name(&self) -> &'static str {
        self.name
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.node)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [a, b] = inputs else { return Err(Error::runtime(format!("{} needs two tensors", self.name))) };
        let (a, b) = if self.reverse { (b, a) } else { (a, b) };
        let dtype = result_type(inputs);
        self.check(dtype)?;
        let scaled =
            if self.is_plain()? { b.clone() } else { convert(b, dtype)?.mul(&convert(&self.alpha, dtype)?)? };
        if self.subtract { a.sub(&scaled) } else { a.add(&scaled) }
    }

    fn hides(&self, input: usize) -> bool {
        self.node == "RsubBackward1" && input == 1
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let plain = || Ok(grad.clone());
        let scaled = || {
            let scaled = if self.is_plain()? { grad.clone() } else { grad.mul(&self.alpha)? };
            if self.subtract { scaled.neg() } else { Ok(scaled) }
        };
        if self.reverse { gradients(context, [&scaled, &plain]) } else { gradients(context, [&plain, &scaled]) }
    }
}

impl Scaled {
    fn is_plain(&self) -> Result<bool> {
        Ok(self.alpha.item::<f64>()? == 1.0)
    }

    fn check(&self, dtype: DType) -> Result<()> {
        if self.alpha.dtype() == DType::Bool && dtype != DType::Bool {
            return Err(Error::runtime("Boolean alpha only supported for Boolean results."));
        }
        if self.alpha.dtype().is_floating_point() && !dtype.is_floating_point() {
            let text = "For integral input tensors, argument alpha must not be a floating point number.";
            return Err(Error::runtime(text));
        }
        Ok(())
    }
}

/// `torch.lerp(start, end, weight)`
#[derive(Clone, Copy, Debug)]
struct Lerp {
    number: bool,
}

impl Operation for Lerp {
    fn name(&self) -> &'static str {
        "lerp"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(if self.number { "LerpBackward0" } else { "LerpBackward1" })
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [start, end, weight] = inputs else { return Err(Error::runtime("lerp needs three tensors")) };
        let dtype = start.dtype();
        same_type(dtype, "end", end)?;
        if !self.number {
            same_type(dtype, "weight", weight)?;
        }
        if !dtype.is_floating_point() {
            let kernel = if self.number { "lerp_kernel_scalar" } else { "lerp_kernel_tensor" };
            return Err(unsupported(kernel, dtype));
        }
        broadcast_shapes(&start.shape(), &end.shape())?;
        let weight = convert(weight, dtype)?;
        let way = end.sub(start)?;
        let from_start = start.add(&weight.mul(&way)?)?;
        let from_end = end.sub(&way.mul(&weight.rsub(&number(1.0))?)?)?;
        Tensor::where_(&weight.abs()?.lt(&number(0.5))?, &from_start, &from_end)
    }

    fn hides(&self, input: usize) -> bool {
        self.number && input == 2
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let weight = || context.input(2);
        gradients(
            context,
            [&|| grad.mul(&weight()?.rsub(&number(1.0))?), &|| grad.mul(&weight()?), &|| {
                grad.mul(&context.input(1)?.sub(&context.input(0)?)?)
            }],
        )
    }
}

fn same_type(dtype: DType, name: &str, other: &Tensor) -> Result<()> {
    if other.dtype() == dtype {
        return Ok(());
    }
    let (expected, found) = (dtype.cpp_name(), other.dtype().cpp_name());
    Err(Error::runtime(format!("expected dtype {expected} for `{name}` but got dtype {found}")))
}

/// a + value·b·c
#[derive(Clone, Debug)]
struct AddProduct {
    value: Tensor,
}

impl Operation for AddProduct {
    fn name(&self) -> &'static str {
        "addcmul"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("AddcmulBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [a, b, c] = inputs else { return Err(Error::runtime("addcmul needs three tensors")) };
        let value = convert(&self.value, result_type(inputs))?;
        a.add(&scaled_by(b, &value)?.mul(c)?)
    }

    fn saves(&self) -> Saves {
        Saves::SECOND.and(Saves::THIRD)
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let by = |index: usize| grad.mul(&context.input(index)?.mul(&self.value)?);
        gradients(context, [&|| Ok(grad.clone()), &|| by(2), &|| by(1)])
    }
}

/// a + value·b/c
#[derive(Clone, Debug)]
struct AddQuotient {
    value: Tensor,
}

const INTEGER_DIVISION: &str = "Integer division with addcdiv is no longer supported, and in a future  release addcdiv \
    will perform a true division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input + \
    value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * tensor1 / \
    tensor2) for float inputs. The future addcdiv behavior is just the latter implementation: (input + value * tensor1 \
    / tensor2), for all dtypes.";

impl Operation for AddQuotient {
    fn name(&self) -> &'static str {
        "addcdiv"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("AddcdivBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [a, b, c] = inputs else { return Err(Error::runtime("addcdiv needs three tensors")) };
        if !b.dtype().is_floating_point() && !c.dtype().is_floating_point() {
            return Err(Error::runtime(INTEGER_DIVISION));
        }
        a.add(&scaled_by(b, &self.value)?.div(c)?)
    }

    fn saves(&self) -> Saves {
        Saves::SECOND.and(Saves::THIRD)
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let by_dividend = || grad.mul(&self.value.div(&context.input(2)?)?);
        let by_divisor = || {
            let (b, c) = (context.input(1)?, context.input(2)?);
            grad.neg()?.mul(&b.mul(&self.value)?.div(&c.mul(&c)?)?)
        };
        gradients(context, [&|| Ok(grad.clone()), &by_dividend, &by_divisor])
    }
}

fn scaled_by(x: &Tensor, value: &Tensor) -> Result<Tensor> {
    if value.item::<f64>()? == 1.0 { Ok(x.clone()) } else { x.mul(value) }
}

fn scaled(name: &'static str, node: &'static str, alpha: &Tensor, subtract: bool) -> Scaled {
    Scaled { name, node, alpha: alpha.clone(), subtract, reverse: false }
}

impl Tensor {
    /// `torch.add(self, other, alpha=…)`; alpha is a number.
    ///
    /// # Errors
    /// PyTorch's, for a float alpha between integers; else as [`Tensor::add`].
    pub fn add_scaled(&self, other: &Self, alpha: &Self) -> Result<Self> {
        apply(scaled("add", "AddBackward0", alpha, false), &[self.clone(), other.clone()])
    }

    /// [`Tensor::add_scaled`] in place
    ///
    /// # Errors
    /// The same, and PyTorch's for tensors that may not be changed in place.
    pub fn add_scaled_(&self, other: &Self, alpha: &Self) -> Result<Self> {
        apply_inplace(scaled("add", "AddBackward0", alpha, false), &[self.clone(), other.clone()])
    }

    /// `torch.sub(self, other, alpha=…)`; alpha is a number.
    ///
    /// # Errors
    /// As [`Tensor::add_scaled`].
    pub fn sub_scaled(&self, other: &Self, alpha: &Self) -> Result<Self> {
        apply(scaled("sub", "SubBackward0", alpha, true), &[self.clone(), other.clone()])
    }

    /// [`Tensor::sub_scaled`] in place
    ///
    /// # Errors
    /// As [`Tensor::add_scaled_`].
    pub fn sub_scaled_(&self, other: &Self, alpha: &Self) -> Result<Self> {
        apply_inplace(scaled("sub", "SubBackward0", alpha, true), &[self.clone(), other.clone()])
    }

    /// `other - self`
    ///
    /// # Errors
    /// As [`Tensor::sub`].
    pub fn rsub(&self, other: &Self) -> Result<Self> {
        self.rsub_scaled(other, &number(1.0))
    }

    /// `torch.rsub(self, other, alpha=…)`: other − alpha·self
    ///
    /// # Errors
    /// As [`Tensor::sub_scaled`].
    pub fn rsub_scaled(&self, other: &Self, alpha: &Self) -> Result<Self> {
        let node = if other.is_wrapped_number() { "RsubBackward1" } else { "RsubBackward0" };
        let whole = alpha.item::<f64>()? == 1.0;
        let alpha = if whole { Self::wrapped_number(1_i64) } else { alpha.clone() };
        let operation = Scaled { name: "rsub", node, alpha, subtract: true, reverse: true };
        apply(operation, &[self.clone(), other.clone()])
    }

    /// `torch.lerp(self, end, weight)`; the weight may be a number.
    ///
    /// # Errors
    /// PyTorch's, for different types and integers.
    pub fn lerp(&self, end: &Self, weight: &Self) -> Result<Self> {
        apply(Lerp { number: weight.is_wrapped_number() }, &[self.clone(), end.clone(), weight.clone()])
    }

    /// [`Tensor::lerp`] in place
    ///
    /// # Errors
    /// The same, and PyTorch's for tensors that may not be changed in place.
    pub fn lerp_(&self, end: &Self, weight: &Self) -> Result<Self> {
        apply_inplace(Lerp { number: weight.is_wrapped_number() }, &[self.clone(), end.clone(), weight.clone()])
    }

    /// `torch.addcmul(self, tensor1, tensor2, value=…)`; value is a number.
    ///
    /// # Errors
    /// PyTorch's, for shapes that do not broadcast.
    pub fn addcmul(&self, tensor1: &Self, tensor2: &Self, value: &Self) -> Result<Self> {
        apply(AddProduct { value: value.clone() }, &[self.clone(), tensor1.clone(), tensor2.clone()])
    }

    /// [`Tensor::addcmul`] in place
    ///
    /// # Errors
    /// The same, and PyTorch's for tensors that may not be changed in place.
    pub fn addcmul_(&self, tensor1: &Self, tensor2: &Self, value: &Self) -> Result<Self> {
        apply_inplace(AddProduct { value: value.clone() }, &[self.clone(), tensor1.clone(), tensor2.clone()])
    }

    /// `torch.addcdiv(self, tensor1, tensor2, value=…)`; value is a number.
    ///
    /// # Errors
    /// PyTorch's, for integers and shapes that do not broadcast.
    pub fn addcdiv(&self, tensor1: &Self, tensor2: &Self, value: &Self) -> Result<Self> {
        apply(AddQuotient { value: value.clone() }, &[self.clone(), tensor1.clone(), tensor2.clone()])
    }

    /// [`Tensor::addcdiv`] in place
    ///
    /// # Errors
    /// The same, and PyTorch's for tensors that may not be changed in place.
    pub fn addcdiv_(&self, tensor1: &Self, tensor2: &Self, value: &Self) -> Result<Self> {
        apply_inplace(AddQuotient { value: value.clone() }, &[self.clone(), tensor1.clone(), tensor2.clone()])
    }
}
