//! `RReLU`: a leaky ReLU whose slope is drawn for each element while training.

use std::borrow::Cow;

use super::Place;
use crate::tensor::{
    Attribute, Attributes, Error, Gradients, Operation, Real, Result, Saves, Tensor, autograd::Context, kernel::zip,
    ops::Pointwise,
};

const NODE: &str = "RreluWithNoiseBackward0";

/// Outside training: the mean of the slopes.
#[derive(Clone, Copy, Debug)]
pub struct Rrelu {
    /// The smallest slope.
    pub lower: f64,
    /// The largest slope.
    pub upper: f64,
}

impl Rrelu {
    fn slope(self) -> f64 {
        f64::midpoint(self.lower, self.upper)
    }
}

impl Pointwise for Rrelu {
    const NAME: &'static str = "rrelu";
    const NODE: &'static str = NODE;
    const ROW_MAJOR: bool = true;

    #[inline(always)]
    fn value<T: Real>(&self, x: T) -> T {
        if x > T::ZERO { x } else { x * T::of(self.slope()) }
    }

    #[inline(always)]
    fn gradient<T: Real>(&self, grad: T, x: T) -> T {
        if x > T::ZERO { grad } else { grad * T::of(self.slope()) }
    }

    fn curvature<T: Real>(&self, _x: T) -> T {
        T::ZERO
    }

    fn attributes(&self) -> Attributes {
        vec![("lower", Attribute::Float(self.lower)), ("upper", Attribute::Float(self.upper))]
    }

    fn rejects_integers(&self) -> Option<&'static str> {
        Some("leaky_relu_cpu")
    }
}

/// While training: x·slope, with a slope for each element (1 where x > 0).
#[derive(Clone, Copy, Debug)]
struct RreluWithNoise(Rrelu);

impl Operation for RreluWithNoise {
    fn name(&self) -> &'static str {
        Rrelu::NAME
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(NODE)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x, slopes] = inputs else { return Err(Error::runtime("rrelu needs a tensor and its slopes")) };
        let x = &x.contiguous()?;
        crate::with_float!(x.dtype(), T => zip::<T, T, T>(x, slopes, |x, slope| x * slope),
            else Err(refusal(x)))
    }

    fn saves(&self) -> Saves {
        Saves::SECOND
    }

    fn hides(&self, input: usize) -> bool {
        input == 1
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(grad.mul(&context.input(1)?)?), None])
    }

    fn attributes(&self) -> Attributes {
        self.0.attributes()
    }
}

fn refusal(x: &Tensor) -> Error {
    Error::not_implemented(format!("\"rrelu_with_noise_out_cpu\" not implemented for '{}'", x.dtype().scalar_name()))
}

/// `F.rrelu(x, lower, upper, training)`: `draw` gives a slope for each element that is not positive, in
/// order; without it the mean slope stands for all.
///
/// # Errors
/// PyTorch's, for crossed bounds and for integers.
pub fn rrelu(x: &Tensor, bounds: Rrelu, draw: Option<&mut dyn FnMut() -> f64>, place: Place) -> Result<Tensor> {
    if bounds.lower > bounds.upper {
        return Err(Error::runtime("Lower bound should be less than or equal to the upper bound"));
    }
    let Some(draw) = draw else { return place.pointwise(bounds, x) };
    let slopes = crate::with_float!(x.dtype(), T => {
        let slope = |v: &T| if *v <= T::ZERO { T::of(draw()) } else { T::ONE };
        Tensor::from_vec(x.to_vec::<T>().iter().map(slope).collect(), &x.shape())
    }, else return Err(refusal(x)));
    place.apply(RreluWithNoise(bounds), &[x.clone(), slopes])
}
