//! Losses that compare element with element: the loss and its gradient stand together.

use std::{borrow::Cow, fmt::Debug};

use super::Reduction;
use crate::tensor::{
    Attributes, DType, Error, Gradients, Operation, Real, Result, Saves, Tensor, allocate, apply,
    autograd::Context,
    broadcast_shapes,
    kernel::{convert, zip},
    ops::{sum_to, total},
    result_type,
};

/// A loss of one prediction x and one target t.
pub trait Pairwise: Clone + Debug + 'static {
    /// PyTorch's name: `mse_loss`.
    const NAME: &'static str;
    /// The node's name: `MseLossBackward0`.
    const NODE: &'static str;
    /// The name in PyTorch's error for integers.
    const KERNEL: &'static str;
    /// Whether PyTorch divides the gradient of a mean by the count at the end, not at the beginning.
    const DIVIDES_LAST: bool = false;

    /// The type of the result; by default what x and the target are promoted to.
    fn result(x: &Tensor, t: &Tensor) -> DType {
        result_type([x, t])
    }

    /// What PyTorch refuses on the way back only: `own` is that of the two whose gradient is asked for.
    ///
    /// # Errors
    /// PyTorch's.
    fn check_way_back(_own: DType, _other: DType) -> Result<()> {
        Ok(())
    }

    /// The loss.
    fn value<T: Real>(&self, x: T, t: T) -> T;

    /// The gradient by x from that of the loss, times `norm`.
    fn gradient<T: Real>(&self, grad: T, x: T, t: T, norm: T) -> T;

    /// The gradient by t, by operations.
    ///
    /// # Errors
    /// Those of the operations.
    fn target_gradient(&self, by_x: &Tensor, grad: &Tensor, x: &Tensor, t: &Tensor) -> Result<Tensor>;

    /// The second derivative by x.
    fn curvature<T: Real>(&self, x: T, t: T) -> T;

    /// The second derivative by x and t.
    fn cross<T: Real>(&self, x: T, t: T) -> T;

    /// Parameters, under PyTorch's names.
    fn attributes(&self) -> Attributes {
        Vec::new()
    }
}

/// Runs a loss; `weight`, where given, multiplies each element's.
///
/// # Errors
/// PyTorch's, for shapes that do not broadcast, and for integers.
pub fn pairwise<P: Pairwise>(
    loss: P,
    x: &Tensor,
    target: &Tensor,
    weight: Option<&Tensor>,
    reduction: Reduction,
) -> Result<Tensor> {
    let operation = Loss { loss, reduction };
    match weight {
        None => apply(operation, &[x.clone(), target.clone()]),
        Some(weight) => apply(operation, &[x.clone(), target.clone(), weight.clone()]),
    }
}

#[derive(Clone, Debug)]
struct Loss<P> {
    loss: P,
    reduction: Reduction,
}

impl<P: Pairwise> Operation for Loss<P> {
    fn name(&self) -> &'static str {
        P::NAME
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(P::NODE)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x, t, weight @ ..] = inputs else { return Err(Error::runtime("a loss needs a tensor and a target")) };
        let (dtype, result) = (result_type([x, t]), P::result(x, t));
        castable(dtype, result)?;
        let (x, t) = (convert(x, dtype)?, convert(t, dtype)?);
        let losses = crate::with_float!(dtype, T => zip::<T, T, T>(&x, &t, |x, t| self.loss.value(x, t)),
            else return Err(refusal(dtype, P::KERNEL)))?;
        let losses = convert(&losses, result)?;
        weight.iter().try_for_each(|weight| losses.mul_(weight).map(drop))?;
        crate::with_float!(result, T => reduced::<T>(&losses, self.reduction), else Err(refusal(result, P::KERNEL)))
    }

    fn hides(&self, input: usize) -> bool {
        input > 1
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (x, t) = (context.input(0)?, context.input(1)?);
        let (own, other) = if context.needs(0) { (&x, &t) } else { (&t, &x) };
        P::check_way_back(own.dtype(), other.dtype())?;
        let dtype = result_type([&x, &t]);
        let (x, t) = (x.to_dtype(dtype)?, t.to_dtype(dtype)?);
        let weighted = if context.len() > 2 { grad.mul(&context.input(2)?)? } else { grad.clone() };
        let by_x = apply(LossGradient(self.clone()), &[weighted, x.clone(), t.clone()])?;
        let mut grads: Gradients = vec![None; context.len()];
        if context.needs(1) {
            let scaled = self.scaled(grad, by_x.numel())?;
            let by_t = self.loss.target_gradient(&by_x, &scaled, &x, &t)?;
            grads[1] = Some(sum_to(&by_t, context.shape(1))?);
        }
        grads[0] = Some(sum_to(&by_x, context.shape(0))?);
        Ok(grads)
    }

    fn attributes(&self) -> Attributes {
        let mut attributes = self.loss.attributes();
        attributes.push(self.reduction.attribute());
        attributes
    }
}

impl<P: Pairwise> Loss<P> {
    /// The gradient of one element's loss.
    fn scaled(&self, grad: &Tensor, count: usize) -> Result<Tensor> {
        match self.reduction {
            Reduction::Mean => grad.div(&Tensor::wrapped_number(count as f64)),
            _ => Ok(grad.clone()),
        }
    }
}

/// The sum, or that divided by the count.
pub fn reduced<T: Real>(losses: &Tensor, reduction: Reduction) -> Result<Tensor> {
    if reduction == Reduction::None {
        return Ok(losses.clone());
    }
    let sum: T = total(losses)?.item()?;
    Ok(Tensor::scalar(if reduction == Reduction::Mean { sum / T::of(losses.numel() as f64) } else { sum }))
}

/// The way back of a loss: of the gradient, x and the target.
#[derive(Clone, Debug)]
struct LossGradient<P>(Loss<P>);

impl<P: Pairwise> Operation for LossGradient<P> {
    fn name(&self) -> &'static str {
        P::NAME
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Owned(format!("{}BackwardBackward0", P::NODE.trim_end_matches("Backward0")))
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [grad, x, t] = inputs else { return Err(Error::runtime("a loss's gradient needs three tensors")) };
        let loss = &self.0.loss;
        let shape = broadcast_shapes(&x.shape(), &t.shape())?;
        let grad = convert(grad, x.dtype())?;
        crate::with_float!(x.dtype(), T => {
            let count = T::of(shape.iter().product::<usize>() as f64);
            if self.0.reduction != Reduction::Mean {
                return zip3::<T>(&grad, x, t, &shape, |g, x, t| loss.gradient(g, x, t, T::ONE));
            }
            if P::DIVIDES_LAST {
                return zip3::<T>(&grad, x, t, &shape, |g, x, t| loss.gradient(g, x, t, T::ONE) / count);
            }
            let norm = T::ONE / count;
            zip3::<T>(&grad, x, t, &shape, |g, x, t| loss.gradient(g, x, t, norm))
        }, else Err(refusal(x.dtype(), P::KERNEL)))
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (inner, x, t) = (context.input(0)?, context.input(1)?, context.input(2)?);
        let one = Tensor::full_as(1.0, &[], x.dtype())?;
        let slope = apply(self.clone(), &[one, x.clone(), t.clone()])?;
        let by_grad = sum_to(&grad.mul(&slope)?, context.shape(0))?;
        let outer = self.0.scaled(&grad.mul(&inner)?, slope.numel())?;
        let loss = &self.0.loss;
        let second = |cross: bool| -> Result<Tensor> {
            crate::with_float!(x.dtype(), T => zip::<T, T, T>(&x, &t, |x, t| {
                if cross { loss.cross(x, t) } else { loss.curvature(x, t) }
            }), else Ok(x.clone()))
        };
        let by_x = sum_to(&outer.mul(&second(false)?)?, context.shape(1))?;
        let by_t = if context.needs(2) { Some(sum_to(&outer.mul(&second(true)?)?, context.shape(2))?) } else { None };
        Ok(vec![Some(by_grad), Some(by_x), by_t])
    }
}

/// A tensor of `function` of three elements, the first of which may be one for all.
fn zip3<T: Real>(
    a: &Tensor,
    b: &Tensor,
    c: &Tensor,
    shape: &[usize],
    function: impl Fn(T, T, T) -> T,
) -> Result<Tensor> {
    if a.numel() == 1 {
        let a = a.item::<T>()?;
        return zip::<T, T, T>(b, c, |b, c| function(a, b, c));
    }
    let (a, b, c) = (wide(a, shape)?, wide(b, shape)?, wide(c, shape)?);
    let mut out = allocate(a.numel())?;
    a.read_slice::<T, _>(|a| {
        b.read_slice::<T, _>(|b| {
            c.read_slice::<T, _>(|c| out.extend(a.iter().zip(b).zip(c).map(|((&a, &b), &c)| function(a, b, c))))
        })
    })???;
    Ok(Tensor::from_vec(out, shape))
}

/// The same elements, repeated to a larger shape, outside any graph.
pub fn wide(x: &Tensor, shape: &[usize]) -> Result<Tensor> {
    let layout = x.layout();
    if layout.shape() == shape {
        return Ok(x.clone());
    }
    let broadcast = layout.broadcast_to(shape);
    broadcast.map(|layout| x.with_layout(layout)).ok_or_else(|| {
        broadcast_shapes(shape, layout.shape()).err().unwrap_or_else(|| Error::runtime("the shapes differ"))
    })
}

/// Whether PyTorch computes a loss of this type.
pub fn floats(dtype: DType, kernel: &str) -> Result<()> {
    if dtype.is_floating_point() {
        return Ok(());
    }
    Err(refusal(dtype, kernel))
}

/// PyTorch's error for a type that a function is not written for.
pub fn refusal(dtype: DType, kernel: &str) -> Error {
    Error::not_implemented(format!("\"{kernel}\" not implemented for '{}'", dtype.scalar_name()))
}

/// Whether what is computed in one type may be put into another.
///
/// # Errors
/// PyTorch's, where it would lose its kind.
pub fn castable(from: DType, to: DType) -> Result<()> {
    if to.can_hold(from) {
        return Ok(());
    }
    let (from, to) = (from.scalar_name(), to.scalar_name());
    Err(Error::runtime(format!("result type {from} can't be cast to the desired output type {to}")))
}

/// Whether both are of one type.
///
/// # Errors
/// PyTorch's, naming the two.
pub fn same_type(expected: DType, found: DType) -> Result<()> {
    if expected == found {
        return Ok(());
    }
    let (found, expected) = (found.scalar_name(), expected.scalar_name());
    Err(Error::runtime(format!("Found dtype {found} but expected {expected}")))
}
