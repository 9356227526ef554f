//! `PReLU`: a leaky ReLU that learns its slope, one for all or one for each channel.

use std::borrow::Cow;

use crate::tensor::{
    Error, Gradients, Operation, Real, Result, Saves, Tensor, apply,
    autograd::Context,
    composite,
    kernel::zip,
    ops::{Pointwise, PointwiseGradient, pointwise, sum_to},
};

/// `F.prelu(x, weight)`: channels lie along dimension 1.
///
/// # Errors
/// PyTorch's, when the slopes do not fit the channels, or the types differ.
pub fn prelu(x: &Tensor, weight: &Tensor) -> Result<Tensor> {
    check(x, weight)?;
    composite("prelu", &Vec::new, &[x.clone(), weight.clone()], || apply(Prelu, &[x.clone(), spread(x, weight)?]))
}

fn check(x: &Tensor, weight: &Tensor) -> Result<()> {
    if x.dtype() != weight.dtype() {
        let (x, weight) = (x.dtype().scalar_name(), weight.dtype().scalar_name());
        return Err(Error::runtime(format!("prelu: Type promoting not supported. Got {x} and {weight}")));
    }
    let slopes = weight.numel();
    if slopes == 1 {
        return Ok(());
    }
    if x.ndim() == 0 {
        return Err(Error::runtime("Not allow zero-dim input tensor."));
    }
    let channels = x.shape().get(1).copied().unwrap_or(1);
    if slopes != channels {
        return Err(Error::runtime(format!(
            "Mismatch of parameter numbers and input channel size. Found parameter numbers = {slopes} and channel \
             size = {channels}."
        )));
    }
    Ok(())
}

/// The slopes in a shape that broadcasts over `x`.
fn spread(x: &Tensor, weight: &Tensor) -> Result<Tensor> {
    if x.ndim() == weight.ndim() {
        return Ok(weight.clone());
    }
    let mut shape = vec![1; x.ndim()];
    if let Some(channels) = shape.get_mut(1) {
        *channels = weight.numel() as i64;
    }
    weight.view(&shape)
}

#[derive(Clone, Copy, Debug)]
struct Prelu;

impl Operation for Prelu {
    fn name(&self) -> &'static str {
        "prelu"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("PreluKernelBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x, weight] = inputs else { return Err(Error::runtime("prelu needs two tensors")) };
        crate::with_float!(x.dtype(), T => zip::<T, T, T>(x, weight, |x, w| if x > T::ZERO { x } else { w * x }),
            else Err(unsupported(x)))
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (x, weight) = (context.input(0)?, context.input(1)?);
        let by_x = || apply(Slope, &[x.clone(), weight.clone()])?.mul(grad);
        let by_weight = || sum_to(&pointwise(Below, &x)?.mul(grad)?, context.shape(1));
        Ok(vec![context.needs(0).then(by_x).transpose()?, context.needs(1).then(by_weight).transpose()?])
    }
}

/// The derivative by x: 1 where x is positive, the weight elsewhere.
#[derive(Clone, Copy, Debug)]
struct Slope;

impl Operation for Slope {
    fn name(&self) -> &'static str {
        Prelu.name()
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("PreluKernelBackwardBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x, weight] = inputs else { return Err(Error::runtime("prelu needs two tensors")) };
        crate::with_float!(x.dtype(), T => zip::<T, T, T>(x, weight, |x, w| if x > T::ZERO { T::ONE } else { w }),
            else Err(unsupported(x)))
    }

    fn saves(&self) -> Saves {
        Saves::FIRST
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let passes = PointwiseGradient(Below);
        let by_weight = apply(passes, &[grad.clone(), context.input(0)?])?;
        Ok(vec![None, Some(sum_to(&by_weight, context.shape(1))?)])
    }
}

/// The derivative by the weight: x where it is not positive.
#[derive(Clone, Copy, Debug)]
struct Below;

impl Pointwise for Below {
    const NAME: &'static str = "prelu";
    const NODE: &'static str = "PreluKernelBackward0";

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        if x > T::ZERO { T::ZERO } else { x }
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        if x > T::ZERO { T::ZERO } else { grad }
    }

    fn curvature<T: Real>(&self, _x: T) -> T {
        T::ZERO
    }

    fn gradient_node() -> Cow<'static, str> {
        Slope.node_name()
    }
}

fn unsupported(x: &Tensor) -> Error {
    Error::not_implemented(format!("\"prelu_cpu\" not implemented for '{}'", x.dtype().scalar_name()))
}
