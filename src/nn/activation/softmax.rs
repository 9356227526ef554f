//! Shares of a whole along a dimension: `Softmax` and its logarithm.

use std::borrow::Cow;

use super::lanes::{map_lanes, zip_lanes};
use crate::tensor::{
    Attribute, Attributes, DType, Error, Gradients, Operation, Real, Result, Saves, Tensor, apply, autograd::Context,
    kernel::convert, ops::sum_to, wrap_dim,
};

/// `F.softmax(x, dim)`: eˣ over the sum of the eˣ along `dim`.
///
/// # Errors
/// PyTorch's, for a dimension that is not there, and for integers.
pub fn softmax(x: &Tensor, dim: i64) -> Result<Tensor> {
    apply(Softmax { dim, form: Form::Share }, std::slice::from_ref(x))
}

/// `F.log_softmax(x, dim)`: x less the logarithm of the sum of the eˣ along `dim`.
///
/// # Errors
/// As [`softmax`].
pub fn log_softmax(x: &Tensor, dim: i64) -> Result<Tensor> {
    apply(Softmax { dim, form: Form::Logarithm }, std::slice::from_ref(x))
}

/// `nn.Softmax2d`: over the channels at each place of an image.
///
/// # Errors
/// PyTorch's, for other than 3 or 4 dimensions.
pub fn softmax2d(x: &Tensor) -> Result<Tensor> {
    match x.ndim() {
        3 | 4 => softmax(x, -3),
        other => Err(Error::value(format!("Softmax2d: expected input to be 3D or 4D, got {other}D instead"))),
    }
}

/// The dimension that PyTorch takes, with a warning, when none is given.
pub const fn implicit_dim(ndim: usize) -> i64 {
    if matches!(ndim, 0 | 1 | 3) { 0 } else { 1 }
}

pub(super) fn dim_attribute(dim: i64) -> Attributes {
    vec![("dim", Attribute::Int(dim))]
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Share,
    Logarithm,
}

#[derive(Clone, Copy, Debug)]
struct Softmax {
    dim: i64,
    form: Form,
}

impl Operation for Softmax {
    fn name(&self) -> &'static str {
        if self.form == Form::Share { "softmax" } else { "log_softmax" }
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(if self.form == Form::Share { "SoftmaxBackward0" } else { "LogSoftmaxBackward0" })
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("softmax needs one tensor")) };
        let dim = wrap_dim(self.dim, x.ndim())?;
        match x.dtype() {
            DType::Float32 => self.compute::<f32>(x, dim),
            DType::Float64 => self.compute::<f64>(x, dim),
            DType::Float16 => convert(&self.compute::<f32>(&convert(x, DType::Float32)?, dim)?, DType::Float16),
            other => Err(self.refusal(dim + 1 >= x.ndim(), other)),
        }
    }

    fn saves(&self) -> Saves {
        Saves::OUTPUT
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(apply(SoftmaxGradient(*self), &[grad.clone(), context.output()?])?)])
    }

    fn attributes(&self) -> Attributes {
        dim_attribute(self.dim)
    }
}

impl Softmax {
    fn compute<T: Real>(&self, x: &Tensor, dim: usize) -> Result<Tensor> {
        match self.form {
            Form::Share if dim + 1 >= x.ndim() => map_lanes::<T>(x, dim, shares_of_a_row),
            Form::Share => map_lanes::<T>(x, dim, shares),
            Form::Logarithm => map_lanes::<T>(x, dim, log_shares),
        }
    }

    fn refusal(&self, is_last: bool, dtype: DType) -> Error {
        let place = if is_last { "_lastdim" } else { "" };
        Error::not_implemented(format!(
            "\"{}{place}_kernel_impl\" not implemented for '{}'",
            self.name(),
            dtype.scalar_name()
        ))
    }
}

fn largest<T: Real>(lane: &[T]) -> T {
    lane.iter().fold(-T::INFINITY, |max, &v| max.maximum(v))
}

fn exponentials<T: Real>(lane: &mut [T], exp: fn(T) -> T) {
    let max = largest(lane);
    for v in lane {
        *v = exp(*v - max);
    }
}

/// Along the last dimension, PyTorch multiplies by 1/sum.
fn shares_of_a_row<T: Real>(lane: &mut [T]) {
    exponentials(lane, T::exp_in_block);
    let share = T::ONE / vector_sum(lane.len(), |index| lane[index]);
    for v in lane {
        *v = *v * share;
    }
}

/// Along any other, it divides, and fewer than eight lanes side by side fill no vector.
fn shares<T: Real>(lane: &mut [T]) {
    exponentials(lane, T::exp);
    let sum = lane.iter().fold(T::ZERO, |sum, &v| sum + v);
    for v in lane {
        *v = *v / sum;
    }
}

/// The sum as PyTorch's vectors of 256 bits add it up (`vec::reduce_all`): lane by lane, then the lanes.
fn vector_sum<T: Real>(len: usize, at: impl Fn(usize) -> T) -> T {
    let width = 32 / size_of::<T>();
    if len < width {
        return (1..len).fold(if len == 0 { T::ZERO } else { at(0) }, |sum, index| sum + at(index));
    }
    let mut sums = [T::ZERO; 8];
    (0..width).for_each(|lane| sums[lane] = at(lane));
    (width..len).for_each(|index| sums[index % width] = sums[index % width] + at(index));
    if width == 8 {
        let halves: [T; 4] = std::array::from_fn(|lane| sums[lane] + sums[lane + 4]);
        (halves[0] + halves[2]) + (halves[1] + halves[3])
    } else {
        sums[0] + sums[1] + sums[2] + sums[3]
    }
}

fn log_shares<T: Real>(lane: &mut [T]) {
    let max = largest(lane);
    let log = vector_sum(lane.len(), |index| (lane[index] - max).exp_in_block()).ln();
    for v in lane {
        *v = *v - max - log;
    }
}

/// The way back: of the gradient and the output.
#[derive(Clone, Copy, Debug)]
struct SoftmaxGradient(Softmax);

impl Operation for SoftmaxGradient {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn node_name(&self) -> Cow<'static, str> {
        let share = self.0.form == Form::Share;
        Cow::Borrowed(if share { "SoftmaxBackwardDataBackward0" } else { "LogSoftmaxBackwardDataBackward0" })
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [grad, y] = inputs else { return Err(Error::runtime("a gradient needs two tensors")) };
        let dim = wrap_dim(self.0.dim, y.ndim())?;
        crate::with_float!(y.dtype(), T => match self.0.form {
            Form::Share => zip_lanes::<T>(grad, y, dim, share_gradient),
            Form::Logarithm => zip_lanes::<T>(grad, y, dim, log_gradient),
        }, else Err(self.0.refusal(true, y.dtype())))
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (inner, y) = (context.input(0)?, context.input(1)?);
        let total = |x: &Tensor| self.total(x);
        Ok(match self.0.form {
            Form::Share => {
                let by_grad = apply(*self, &[grad.clone(), y.clone()])?;
                let along = grad.mul(&total(&inner.mul(&y)?)?)?;
                let across = inner.mul(&total(&grad.mul(&y)?)?)?;
                vec![Some(by_grad), Some(grad.mul(&inner)?.sub(&along)?.sub(&across)?)]
            }
            Form::Logarithm => {
                let share = y.exp()?;
                let by_grad = grad.sub(&total(&grad.mul(&share)?)?)?;
                vec![Some(by_grad), Some(grad.mul(&share)?.mul(&total(&inner)?)?.neg()?)]
            }
        })
    }
}

impl SoftmaxGradient {
    /// The sum along the dimension, which stays with size 1.
    fn total(&self, x: &Tensor) -> Result<Tensor> {
        let mut shape = x.shape();
        let dim = wrap_dim(self.0.dim, shape.len())?;
        if let Some(size) = shape.get_mut(dim) {
            *size = 1;
        }
        sum_to(x, &shape)
    }
}

fn share_gradient<T: Real>(grad: &mut [T], y: &[T]) {
    let sum = vector_sum(y.len(), |index| grad[index] * y[index]);
    for (g, &y) in grad.iter_mut().zip(y) {
        *g = (*g - sum) * y;
    }
}

fn log_gradient<T: Real>(grad: &mut [T], y: &[T]) {
    let sum = vector_sum(grad.len(), |index| grad[index]);
    for (g, &y) in grad.iter_mut().zip(y) {
        *g = (-y.exp_in_block()).mul_add(sum, *g);
    }
}
