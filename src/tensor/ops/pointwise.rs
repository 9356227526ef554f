//! Functions of one element: the value and its derivative stand together, once, for every float type.

use std::{borrow::Cow, fmt::Debug};

use half::f16;

use crate::tensor::{
    Attributes, DType, Error, Gradients, Operation, Real, Result, Saves, Tensor, apply, apply_inplace,
    autograd::Context,
    kernel::{Rule, convert, map, map_blocks, map_by, zip_blocks, zip_by},
};

/// A differentiable function of one real number, applied to each element.
///
/// What the derivative is written in is what the operation saves: the input x (the default), or the
/// output y where PyTorch keeps that.
pub trait Pointwise: Clone + Debug + 'static {
    /// PyTorch's name: `sigmoid`.
    const NAME: &'static str;
    /// The node's name: `SigmoidBackward0`.
    const NODE: &'static str;
    /// [`Saves::FIRST`] (the input) or [`Saves::OUTPUT`].
    const SAVES: Saves = Saves::FIRST;

    /// Whether PyTorch's vector loop, which takes whole blocks, differs from the scalar code for the rest: in the last
    /// digit, or in what it makes of NaN and of the sign of zero.
    const HAS_BLOCKS: bool = false;

    /// Whether the result is laid out row by row, whatever the order of x in memory.
    const ROW_MAJOR: bool = false;

    /// f(x)
    fn value<T: Real>(&self, x: T) -> T;

    /// The gradient of the input from that of the output, `grad`·f′, by what was saved.
    fn gradient<T: Real>(&self, grad: T, saved: T) -> T;

    /// The derivative by `saved` of [`Pointwise::gradient`] at `grad` = 1: f″ where x is saved.
    fn curvature<T: Real>(&self, saved: T) -> T;

    /// f(x) in PyTorch's vector loop.
    #[inline(always)]
    fn value_in_block<T: Real>(&self, x: T) -> T {
        self.value(x)
    }

    /// The gradient in PyTorch's vector loop.
    #[inline(always)]
    fn gradient_in_block<T: Real>(&self, grad: T, saved: T) -> T {
        self.gradient(grad, saved)
    }

    /// Parameters, under PyTorch's names.
    fn attributes(&self) -> Attributes {
        Vec::new()
    }

    /// The name in PyTorch's error for integers (`elu_cpu`), or `None` where they are taken as floats.
    fn rejects_integers(&self) -> Option<&'static str> {
        None
    }

    /// PyTorch's error for a type that it does not take.
    fn refusal(&self, dtype: DType) -> Option<Cow<'static, str>> {
        let kernel = self.rejects_integers().filter(|_| !dtype.is_floating_point())?;
        Some(Cow::Owned(format!("\"{kernel}\" not implemented for '{}'", dtype.scalar_name())))
    }

    /// f of an integer, where integers stay integers (`relu`).
    fn integer_value(&self, _x: i64) -> Option<i64> {
        None
    }

    /// The name of the node that the way back becomes, when it is recorded itself.
    fn gradient_node() -> Cow<'static, str> {
        Cow::Owned(format!("{}BackwardBackward0", Self::NODE.trim_end_matches("Backward0")))
    }
}

/// Runs a pointwise function on a tensor.
///
/// # Errors
/// PyTorch's, for a type that the function does not take.
pub fn pointwise<P: Pointwise>(function: P, x: &Tensor) -> Result<Tensor> {
    apply(Elementwise(function), std::slice::from_ref(x))
}

/// The same, in place.
///
/// # Errors
/// As [`pointwise`], and when the tensor may not be changed in place.
pub fn pointwise_<P: Pointwise>(function: P, x: &Tensor) -> Result<Tensor> {
    apply_inplace(Elementwise(function), std::slice::from_ref(x))
}

/// A function, or its gradient, of each element: a copy, so that its parameters stay in registers.
struct Alone<P>(P);

/// The same in PyTorch's vector loop.
struct InBlock<P>(P);

impl<P: Pointwise, T: Real> Rule<T, T> for Alone<P> {
    #[inline(always)]
    fn at(&self, x: T) -> T {
        self.0.value(x)
    }
}

impl<P: Pointwise, T: Real> Rule<(T, T), T> for Alone<P> {
    #[inline(always)]
    fn at(&self, (grad, saved): (T, T)) -> T {
        self.0.gradient(grad, saved)
    }
}

impl<P: Pointwise, T: Real> Rule<T, T> for InBlock<P> {
    #[inline(always)]
    fn at(&self, x: T) -> T {
        self.0.value_in_block(x)
    }
}

impl<P: Pointwise, T: Real> Rule<(T, T), T> for InBlock<P> {
    #[inline(always)]
    fn at(&self, (grad, saved): (T, T)) -> T {
        self.0.gradient_in_block(grad, saved)
    }
}

#[derive(Clone, Debug)]
struct Elementwise<P>(P);

impl<P: Pointwise> Operation for Elementwise<P> {
    fn name(&self) -> &'static str {
        P::NAME
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(P::NODE)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("a pointwise function needs one tensor")) };
        if let Some(message) = self.0.refusal(x.dtype()) {
            return Err(Error::not_implemented(message));
        }
        let x = &if P::ROW_MAJOR && !x.is_contiguous() { x.contiguous_copy()? } else { x.clone() };
        match x.dtype() {
            DType::Float32 => self.on_floats::<f32>(x),
            DType::Float64 => self.on_floats::<f64>(x),
            DType::Float16 => map::<f16, f16>(x, |v| f16::from_f32(self.0.value(v.to_f32()))),
            _ => self.on_integers(x),
        }
    }

    fn saves(&self) -> Saves {
        P::SAVES
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let saved = if P::SAVES.output() { context.output()? } else { context.input(0)? };
        Ok(vec![Some(apply(PointwiseGradient(self.0.clone()), &[grad.clone(), saved])?)])
    }

    fn attributes(&self) -> Attributes {
        self.0.attributes()
    }
}

impl<P: Pointwise> Elementwise<P> {
    fn on_floats<T: Real>(&self, x: &Tensor) -> Result<Tensor> {
        if P::HAS_BLOCKS {
            return map_blocks::<T>(x, InBlock(self.0.clone()), Alone(self.0.clone()));
        }
        map_by::<T, T>(x, Alone(self.0.clone()))
    }

    fn on_integers(&self, x: &Tensor) -> Result<Tensor> {
        if self.0.integer_value(0).is_none() {
            return map::<f32, f32>(&convert(x, DType::Float32)?, |v| self.0.value(v));
        }
        let whole = map::<i64, i64>(&convert(x, DType::Int64)?, |v| self.0.integer_value(v).unwrap_or(v))?;
        convert(&whole, x.dtype())
    }
}

/// The way back of a pointwise function, itself an operation so that it can be differentiated again.
#[derive(Clone, Debug)]
pub struct PointwiseGradient<P>(pub P);

impl<P: Pointwise> Operation for PointwiseGradient<P> {
    fn name(&self) -> &'static str {
        P::NAME
    }

    fn node_name(&self) -> Cow<'static, str> {
        P::gradient_node()
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [grad, saved] = inputs else { return Err(Error::runtime("a gradient needs two tensors")) };
        let grad = convert(grad, saved.dtype())?;
        crate::with_float!(saved.dtype(), T => if P::HAS_BLOCKS {
            zip_blocks::<T>(&grad, saved, InBlock(self.0.clone()), Alone(self.0.clone()))
        } else {
            zip_by::<T, T, T>(&grad, saved, Alone(self.0.clone()))
        }, else Err(unsupported(P::NAME, saved.dtype())))
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (inner, saved) = (context.input(0)?, context.input(1)?);
        let by_grad = apply(self.clone(), &[grad.clone(), saved.clone()])?;
        let curvature = crate::with_float!(saved.dtype(), T => map::<T, T>(&saved, |s| self.0.curvature(s)),
            else Err(unsupported(P::NAME, saved.dtype())))?;
        Ok(vec![Some(by_grad), Some(grad.mul(&inner)?.mul(&curvature)?)])
    }
}

fn unsupported(name: &str, dtype: DType) -> Error {
    Error::not_implemented(format!("\"{name}_backward\" not implemented for '{}'", dtype.scalar_name()))
}
