//! Between two bounds, which may be numbers or tensors.

use std::borrow::Cow;

use half::f16;

use super::elementary::{constant, number};
use crate::tensor::{
    DType, Error, Gradients, Operation, Real, Result, Saves, Tensor, apply, apply_inplace,
    autograd::Context,
    dtype::result_type,
    kernel::{convert, map},
    ops::sum_to,
};

/// Inputs: the tensor, then the bounds. Where `clamp` has one bound alone, a tensor, it stands for the other too, outside
/// the graph: PyTorch's node has an edge for each.
#[derive(Clone, Copy, Debug)]
struct Clamp {
    name: &'static str,
    has_min: bool,
    has_max: bool,
    /// Whether the bounds are numbers.
    numbers: bool,
}

impl Operation for Clamp {
    fn name(&self) -> &'static str {
        self.name
    }

    fn node_name(&self) -> Cow<'static, str> {
        let (number, tensor) = match self.name {
            "clamp_min" => ("ClampMinBackward0", "ClampMinBackward1"),
            "clamp_max" => ("ClampMaxBackward0", "ClampMaxBackward1"),
            _ => ("ClampBackward1", "ClampBackward0"),
        };
        Cow::Borrowed(if self.numbers { number } else { tensor })
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let dtype = result_type(inputs);
        let x = convert(&inputs[0], dtype)?;
        if self.numbers && dtype.is_floating_point() {
            return self.between_numbers(&x, inputs);
        }
        let (min, max) = self.bounds(inputs);
        let mut clamped = x;
        if let Some(min) = min {
            clamped = clamped.maximum(&convert(min, dtype)?)?;
        }
        if let Some(max) = max {
            clamped = clamped.minimum(&convert(max, dtype)?)?;
        }
        Ok(clamped)
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS
    }

    fn hides(&self, input: usize) -> bool {
        self.numbers && input > 0
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let inputs = (0..context.len()).map(|index| context.input(index)).collect::<Result<Vec<_>>>()?;
        let grads = match (self.bounds(&inputs), self.numbers) {
            ((min, max), true) => inside(grad, &inputs[0], min, max)?,
            ((Some(min), Some(max)), false) => shared(grad, &inputs[0], min, max)?,
            ((Some(_), None), false) => super::pair::larger(context, grad)?.into(),
            _ => {
                let [by_x, by_max] = super::pair::smaller(context, grad)?;
                let mut grads = vec![None; context.len()];
                grads[0] = by_x;
                grads[context.len() - 1] = by_max;
                grads
            }
        };
        grads.into_iter().enumerate().map(|(i, g)| g.map(|g| sum_to(&g, context.shape(i))).transpose()).collect()
    }
}

impl Clamp {
    fn bounds<'a>(&self, inputs: &'a [Tensor]) -> (Option<&'a Tensor>, Option<&'a Tensor>) {
        let min = self.has_min.then(|| &inputs[1]);
        let max = inputs.last().filter(|_| self.has_max);
        (min, max)
    }

    fn between_numbers(&self, x: &Tensor, inputs: &[Tensor]) -> Result<Tensor> {
        let (min, max) = self.bounds(inputs);
        let min = min.map_or(Ok(f64::NEG_INFINITY), Tensor::item::<f64>)?;
        let max = max.map_or(Ok(f64::INFINITY), Tensor::item::<f64>)?;
        match x.dtype() {
            DType::Float64 => map(x, |v: f64| between(v, min, max)),
            DType::Float16 => map(x, |v: f16| f16::from_f64(between(v.to_f64(), min, max))),
            _ => {
                let (min, max) = (min as f32, max as f32);
                map(x, |v: f32| between(v, min, max))
            }
        }
    }
}

fn between<T: Real>(x: T, min: T, max: T) -> T {
    Real::minimum(Real::maximum(x, min), max)
}

/// The gradient strictly between two numbers, 0 elsewhere.
fn inside(grad: &Tensor, x: &Tensor, min: Option<&Tensor>, max: Option<&Tensor>) -> Result<Gradients> {
    let above = min.map(|min| x.gt(min)).transpose()?;
    let below = max.map(|max| x.lt(max)).transpose()?;
    let inside = match (above, below) {
        (Some(above), Some(below)) => above.logical_and(&below)?,
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => return Ok(vec![Some(grad.clone())]),
    };
    Ok(vec![Some(Tensor::where_(&inside, grad, &number(0.0))?), None, None])
}

/// The gradient goes to whichever of the three was taken, half of it to each where x lies on a bound.
fn shared(grad: &Tensor, x: &Tensor, min: &Tensor, max: &Tensor) -> Result<Gradients> {
    let (crossed, apart) = (min.gt(max)?, min.lt(max)?);
    let to_max = crossed.logical_or(&x.gt(max)?)?;
    let to_min = x.lt(min)?.logical_and(&crossed.logical_not()?)?;
    let (at_min, at_max) = (x.eq(min)?.logical_and(&apart)?, x.eq(max)?.logical_and(&apart)?);
    let (half, zero) = (grad.div(&number(2.0))?, constant(0.0, grad)?);
    let to_x = to_max.logical_or(&to_min)?.logical_not()?;
    let part = |at: &Tensor, to: &Tensor| Tensor::where_(at, &half, &Tensor::where_(to, grad, &zero)?).map(Some);
    Ok(vec![part(&at_min.logical_or(&at_max)?, &to_x)?, part(&at_min, &to_min)?, part(&at_max, &to_max)?])
}

fn clamp(name: &'static str, x: &Tensor, min: Option<&Tensor>, max: Option<&Tensor>) -> Result<(Clamp, Vec<Tensor>)> {
    let Some(bound) = min.or(max) else {
        return Err(Error::runtime("torch.clamp: At least one of 'min' or 'max' must not be None"));
    };
    let operation = Clamp { name, has_min: min.is_some(), has_max: max.is_some(), numbers: bound.is_wrapped_number() };
    let other = (name == "clamp" && !operation.numbers).then(|| bound.detach());
    let or_other = |bound: Option<&Tensor>| bound.cloned().or_else(|| other.clone());
    Ok((operation, [Some(x.clone()), or_other(min), or_other(max)].into_iter().flatten().collect()))
}

impl Tensor {
    /// `torch.clamp`; the bounds are numbers or tensors.
    ///
    /// # Errors
    /// PyTorch's, without bounds and for shapes that do not broadcast.
    pub fn clamp(&self, min: Option<&Self>, max: Option<&Self>) -> Result<Self> {
        let (operation, inputs) = clamp("clamp", self, min, max)?;
        apply(operation, &inputs)
    }

    /// [`Tensor::clamp`] in place
    ///
    /// # Errors
    /// The same, and PyTorch's for tensors that may not be changed in place.
    pub fn clamp_(&self, min: Option<&Self>, max: Option<&Self>) -> Result<Self> {
        let (operation, inputs) = clamp("clamp", self, min, max)?;
        apply_inplace(operation, &inputs)
    }

    /// `torch.clamp_min`
    ///
    /// # Errors
    /// As [`Tensor::clamp`].
    pub fn clamp_min(&self, min: &Self) -> Result<Self> {
        let (operation, inputs) = clamp("clamp_min", self, Some(min), None)?;
        apply(operation, &inputs)
    }

    /// [`Tensor::clamp_min`] in place
    ///
    /// # Errors
    /// As [`Tensor::clamp_`].
    pub fn clamp_min_(&self, min: &Self) -> Result<Self> {
        let (operation, inputs) = clamp("clamp_min", self, Some(min), None)?;
        apply_inplace(operation, &inputs)
    }

    /// `torch.clamp_max`
    ///
    /// # Errors
    /// As [`Tensor::clamp`].
    pub fn clamp_max(&self, max: &Self) -> Result<Self> {
        let (operation, inputs) = clamp("clamp_max", self, None, Some(max))?;
        apply(operation, &inputs)
    }

    /// [`Tensor::clamp_max`] in place
    ///
    /// # Errors
    /// As [`Tensor::clamp_`].
    pub fn clamp_max_(&self, max: &Self) -> Result<Self> {
        let (operation, inputs) = clamp("clamp_max", self, None, Some(max))?;
        apply_inplace(operation, &inputs)
    }
}
