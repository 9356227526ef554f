//! Running sums, products and extremes along a dimension.

use std::borrow::Cow;

use super::{
    lanes::{Dims, Lanes},
    spread::take_along,
};
use crate::tensor::{
    Attribute, Attributes, DType, Element, Error, Gradients, Operation, Result, Saves, Tensor, apply,
    autograd::Context, kernel::convert, ops::math::unsupported, wrap_dim,
};

/// What is carried from element to element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Carry {
    Sum,
    /// From the end.
    SumBack,
    Product,
}

#[derive(Clone, Copy, Debug)]
struct Running {
    carry: Carry,
    dim: usize,
}

impl Operation for Running {
    fn name(&self) -> &'static str {
        if self.carry == Carry::Product { "cumprod" } else { "cumsum" }
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(if self.carry == Carry::Product { "CumprodBackward0" } else { "CumsumBackward0" })
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("a tensor was expected")) };
        if x.dtype().is_floating_point() {
            let doubles = convert(x, DType::Float64)?;
            let (start, step): (f64, fn(f64, f64) -> f64) =
                if self.carry == Carry::Product { (1.0, |a, b| a * b) } else { (0.0, |a, b| a + b) };
            return convert(&self.run::<f64>(&doubles, start, step), x.dtype());
        }
        let (start, step): (i64, fn(i64, i64) -> i64) =
            if self.carry == Carry::Product { (1, i64::wrapping_mul) } else { (0, i64::wrapping_add) };
        Ok(self.run::<i64>(&convert(x, DType::Int64)?, start, step))
    }

    fn saves(&self) -> Saves {
        if self.carry == Carry::Product { Saves::FIRST.and(Saves::OUTPUT) } else { Saves::NOTHING }
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let sum = |carry: Carry, of: &Tensor| apply(Self { carry, dim: self.dim }, std::slice::from_ref(of));
        Ok(vec![Some(match self.carry {
            Carry::Sum => sum(Carry::SumBack, grad)?,
            Carry::SumBack => sum(Carry::Sum, grad)?,
            Carry::Product => {
                let x = context.input(0)?;
                let whole = !x.to_vec::<f64>().contains(&0.0);
                if whole {
                    sum(Carry::SumBack, &grad.mul(&context.output()?)?)?.div(&x)?
                } else {
                    self.through_zeros(&x, grad)?
                }
            }
        })])
    }

    fn attributes(&self) -> Attributes {
        vec![("dim", Attribute::Int(self.dim as i64))]
    }
}

impl Running {
    fn run<T: Element>(&self, x: &Tensor, start: T, step: fn(T, T) -> T) -> Tensor {
        let (len, inner) = sizes(x, self.dim);
        let mut out = x.to_vec::<T>();
        for block in out.chunks_exact_mut((len * inner).max(1)) {
            for lane in 0..inner {
                let mut carried = start;
                for at in 0..len {
                    let at = if self.carry == Carry::SumBack { len - 1 - at } else { at };
                    carried = step(carried, block[at * inner + lane]);
                    block[at * inner + lane] = carried;
                }
            }
        }
        Tensor::from_vec(out, &x.shape())
    }

    /// Each element's part in each later product, the product of all others before it.
    fn through_zeros(&self, x: &Tensor, grad: &Tensor) -> Result<Tensor> {
        let (len, inner) = sizes(x, self.dim);
        let (xs, grads) = (x.to_vec::<f64>(), grad.to_vec::<f64>());
        let mut out = vec![0.0; xs.len()];
        for (at, place) in out.iter_mut().enumerate() {
            let (start, lane, index) = (at / (len * inner) * len * inner, at % inner, at / inner % len);
            let mut product: f64 = (0..index).map(|j| xs[start + j * inner + lane]).product();
            for j in index..len {
                if j > index {
                    product *= xs[start + j * inner + lane];
                }
                *place += product * grads[start + j * inner + lane];
            }
        }
        convert(&Tensor::from_vec(out, &x.shape()), x.dtype())
    }
}

/// Logarithms of running sums of exponentials.
#[derive(Clone, Copy, Debug)]
struct RunningLogSumExp {
    dim: usize,
}

impl Operation for RunningLogSumExp {
    fn name(&self) -> &'static str {
        "logcumsumexp"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("LogcumsumexpBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("a tensor was expected")) };
        if !x.dtype().is_floating_point() {
            return Err(unsupported("logcumsumexp_out_cpu", x.dtype()));
        }
        let running = Running { carry: Carry::Sum, dim: self.dim };
        let found = running.run::<f64>(&convert(x, DType::Float64)?, f64::NEG_INFINITY, log_add_exp);
        convert(&found, x.dtype())
    }

    fn saves(&self) -> Saves {
        Saves::FIRST.and(Saves::OUTPUT)
    }

    /// Each element's share in every total from its own on.
    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (x, y) = (context.input(0)?, context.output()?);
        let back = |weights: &Tensor| -> Result<Tensor> {
            let logs = weights.log()?.sub(&y)?;
            let dim = [self.dim as i64];
            let totals = logs.flip(&dim)?.logcumsumexp(self.dim as i64)?.flip(&dim)?;
            totals.add(&x)?.exp()
        };
        let none = Tensor::wrapped_number(0.0);
        let (gains, losses) = (grad.clamp(Some(&none), None)?, grad.neg()?.clamp(Some(&none), None)?);
        Ok(vec![Some(back(&gains)?.sub(&back(&losses)?)?)])
    }
}

fn log_add_exp(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low == high && low.is_infinite() { low } else { high + (low - high).exp().ln_1p() }
}

fn sizes(x: &Tensor, dim: usize) -> (usize, usize) {
    let shape = x.shape();
    (shape.get(dim).copied().unwrap_or(1), shape.iter().skip(dim + 1).product())
}

/// For each element the product of the others of its lane.
pub(super) fn product_of_others(x: &Tensor, dims: &Dims) -> Result<Tensor> {
    let doubles = convert(x, DType::Float64)?;
    let lanes = Lanes::new(&doubles, &Dims { keepdim: true, ..dims.clone() });
    let of = |zeros: f64| {
        lanes.map::<f64, f64>(|lane| {
            let count = lane.iter().filter(|&x| x == 0.0).count() as f64;
            if count == zeros { lane.iter().filter(|&x| x != 0.0).product() } else { 0.0 }
        })
    };
    let is_zero = doubles.eq(&Tensor::wrapped_number(0.0))?;
    let whole = of(0.0)?.div(&doubles)?;
    convert(&Tensor::where_(&is_zero, &of(1.0)?, &whole)?, x.dtype())
}

fn running(x: &Tensor, carry: Carry, dim: i64, dtype: Option<DType>) -> Result<Tensor> {
    let dim = wrap_dim(dim, x.ndim())?;
    let x = dtype.map_or_else(|| Ok(x.clone()), |dtype| x.to_dtype(dtype))?;
    apply(Running { carry, dim }, std::slice::from_ref(&x))
}

fn running_extreme(x: &Tensor, dim: i64, largest: bool) -> Result<(Tensor, Tensor)> {
    let dim = wrap_dim(dim, x.ndim())?;
    let indices = crate::with_ordered!(x.dtype(), T => latest_extremes(&x.to_vec::<T>(), sizes(x, dim), largest));
    let names = if largest { ("cummax", "CummaxBackward0") } else { ("cummin", "CumminBackward0") };
    take_along(names, x, dim, &indices, &x.shape())
}

/// For each element the latest extreme of its lane up to there; NaN is one.
fn latest_extremes<T: PartialOrd>(xs: &[T], (len, inner): (usize, usize), largest: bool) -> Vec<usize> {
    let is_nan = |x: &T| x.partial_cmp(x).is_none();
    let mut indices = vec![0; xs.len()];
    for start in (0..xs.len()).step_by((len * inner).max(1)) {
        for lane in 0..inner {
            let mut best = 0;
            for at in 0..len {
                let (held, new) = (&xs[start + best * inner + lane], &xs[start + at * inner + lane]);
                let beats = if largest { new >= held } else { new <= held };
                if beats || is_nan(new) && !is_nan(held) {
                    best = at;
                }
                indices[start + at * inner + lane] = best;
            }
        }
    }
    indices
}

impl Tensor {
    /// `torch.cumsum`
    ///
    /// # Errors
    /// PyTorch's, for a dimension that is not there.
    pub fn cumsum(&self, dim: i64, dtype: Option<DType>) -> Result<Self> {
        running(self, Carry::Sum, dim, dtype)
    }

    /// `torch.cumprod`
    ///
    /// # Errors
    /// As [`Tensor::cumsum`].
    pub fn cumprod(&self, dim: i64, dtype: Option<DType>) -> Result<Self> {
        running(self, Carry::Product, dim, dtype)
    }

    /// `torch.logcumsumexp`
    ///
    /// # Errors
    /// PyTorch's for integers; else as [`Tensor::cumsum`].
    pub fn logcumsumexp(&self, dim: i64) -> Result<Self> {
        apply(RunningLogSumExp { dim: wrap_dim(dim, self.ndim())? }, std::slice::from_ref(self))
    }

    /// `torch.cummax`: values and the index of the latest largest.
    ///
    /// # Errors
    /// As [`Tensor::cumsum`].
    pub fn cummax(&self, dim: i64) -> Result<(Self, Self)> {
        running_extreme(self, dim, true)
    }

    /// `torch.cummin`
    ///
    /// # Errors
    /// As [`Tensor::cumsum`].
    pub fn cummin(&self, dim: i64) -> Result<(Self, Self)> {
        running_extreme(self, dim, false)
    }
}
