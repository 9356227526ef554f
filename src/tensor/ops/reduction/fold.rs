//! Sums, means, products, variances, norms: one number from each lane.

use std::borrow::Cow;

use super::{
    cascade::{self, Vector},
    lanes::{Dims, Lane, Lanes},
    spread::{expand, restore},
};
use crate::tensor::{
    Attribute, Attributes, DType, Element, Error, Gradients, Operation, Result, Saves, Tensor, apply,
    autograd::Context, kernel::convert,
};

fn number(value: f64) -> Tensor {
    Tensor::wrapped_number(value)
}

/// What is made of each lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Sum,
    NanSum,
    Mean,
    Prod,
    Var(f64),
    Std(f64),
    Norm(f64),
    LogSumExp,
}

#[derive(Clone, Debug)]
pub(super) struct Fold {
    pub kind: Kind,
    pub dims: Dims,
    /// Whether Python named dimensions.
    pub by_dim: bool,
}

impl Fold {
    const fn names(&self) -> (&'static str, &'static str) {
        match (self.kind, self.by_dim) {
            (Kind::Sum, false) => ("sum", "SumBackward0"),
            (Kind::Sum, true) => ("sum", "SumBackward1"),
            (Kind::NanSum, _) => ("nansum", "NansumBackward0"),
            (Kind::Mean, false) => ("mean", "MeanBackward0"),
            (Kind::Mean, true) => ("mean", "MeanBackward1"),
            (Kind::Prod, false) => ("prod", "ProdBackward0"),
            (Kind::Prod, true) => ("prod", "ProdBackward1"),
            (Kind::Var(_), _) => ("var", "VarBackward0"),
            (Kind::Std(_), _) => ("std", "StdBackward0"),
            (Kind::Norm(_), _) => ("linalg_vector_norm", "LinalgVectorNormBackward0"),
            (Kind::LogSumExp, _) => ("logsumexp", "LogsumexpBackward0"),
        }
    }

    fn floats<T: Element>(&self, lanes: &Lanes, dtype: DType) -> Result<Tensor> {
        let count = lanes.len as f64;
        let rounded = |sums: Vec<f64>| convert(&Tensor::from_vec(sums, &lanes.shape), dtype);
        match self.kind {
            Kind::Sum => rounded(lanes.sums::<T>(T::to_f64)?),
            Kind::NanSum => rounded(lanes.sums::<T>(|x| if x.to_f64().is_nan() { 0.0 } else { x.to_f64() })?),
            Kind::Mean => rounded(lanes.sums::<T>(T::to_f64)?)?.div(&number(count)),
            Kind::Prod => lanes.map::<T, T>(|lane| lane.iter().fold(T::from_f64(1.0), product)),
            Kind::Var(correction) => rounded(self.each::<T>(lanes, |lane| variance(lane, count, correction))?),
            Kind::Std(correction) => rounded(self.each::<T>(lanes, |lane| variance(lane, count, correction).sqrt())?),
            Kind::Norm(p) => rounded(self.each::<T>(lanes, |lane| norm(lane, p))?),
            Kind::LogSumExp => rounded(self.each::<T>(lanes, log_sum_exp)?),
        }
    }

    /// Sums and means with PyTorch's own rounding.
    fn added<T: Vector>(&self, x: &Tensor) -> Result<Tensor> {
        let sums = cascade::sums::<T>(x, &self.dims)?;
        if self.kind == Kind::Mean { sums.div(&number(self.dims.count(&x.shape()) as f64)) } else { Ok(sums) }
    }

    #[expect(clippy::unused_self, reason = "a step of `floats`")]
    fn each<T: Element>(&self, lanes: &Lanes, function: impl Fn(Lane<'_, T>) -> f64) -> Result<Vec<f64>> {
        Ok(lanes.map::<T, f64>(function)?.to_vec())
    }

    fn integers(&self, lanes: &Lanes) -> Result<Tensor> {
        if self.kind == Kind::Prod {
            return lanes.map::<i64, i64>(|lane| lane.iter().fold(1, i64::wrapping_mul));
        }
        lanes.map::<i64, i64>(|lane| match lane.slice() {
            Some(slice) => slice.iter().fold(0, |sum: i64, &x| sum.wrapping_add(x)),
            None => lane.iter().fold(0, i64::wrapping_add),
        })
    }
}

/// In the lane's own type, as PyTorch multiplies.
fn product<T: Element>(a: T, b: T) -> T {
    T::from_f64(a.to_f64() * b.to_f64())
}

fn variance<T: Element>(lane: Lane<'_, T>, count: f64, correction: f64) -> f64 {
    let mean = lane.iter().map(T::to_f64).sum::<f64>() / count;
    let squares = lane.iter().map(|x| (x.to_f64() - mean).powi(2)).sum::<f64>();
    squares / (count - correction).max(0.0)
}

fn norm<T: Element>(lane: Lane<'_, T>, p: f64) -> f64 {
    let sizes = lane.iter().map(|x| x.to_f64().abs());
    // Rust's sum of nothing is −0.
    if p == 0.0 {
        sizes.filter(|&x| x != 0.0).count() as f64
    } else if p == 1.0 {
        0.0 + sizes.sum::<f64>()
    } else if p == 2.0 {
        (0.0 + sizes.map(|x| x * x).sum::<f64>()).sqrt()
    } else if p == f64::INFINITY {
        sizes.fold(0.0, |a, b| if a.is_nan() || a > b { a } else { b })
    } else if p == f64::NEG_INFINITY {
        sizes.fold(f64::INFINITY, |a, b| if a.is_nan() || a < b { a } else { b })
    } else {
        sizes.map(|x| x.powf(p)).sum::<f64>().powf(1.0 / p)
    }
}

fn log_sum_exp<T: Element>(lane: Lane<'_, T>) -> f64 {
    let largest = lane.iter().map(T::to_f64).fold(f64::NEG_INFINITY, |a, b| if a.is_nan() || a > b { a } else { b });
    if largest.is_infinite() {
        return largest;
    }
    largest + lane.iter().map(|x| (x.to_f64() - largest).exp()).sum::<f64>().ln()
}

impl Operation for Fold {
    fn name(&self) -> &'static str {
        self.names().0
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.names().1)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime(format!("{} needs one tensor", self.name()))) };
        match (self.kind, x.dtype()) {
            (Kind::Sum | Kind::Mean, DType::Float32) => self.added::<f32>(x),
            (Kind::Sum | Kind::Mean, DType::Float64) => self.added::<f64>(x),
            (_, DType::Float32) => self.floats::<f32>(&Lanes::new(x, &self.dims), DType::Float32),
            (_, DType::Float64) => self.floats::<f64>(&Lanes::new(x, &self.dims), DType::Float64),
            (_, DType::Float16) => self.floats::<half::f16>(&Lanes::new(x, &self.dims), DType::Float16),
            _ => self.integers(&Lanes::new(&convert(x, DType::Int64)?, &self.dims)),
        }
    }

    fn saves(&self) -> Saves {
        match self.kind {
            Kind::Sum | Kind::Mean => Saves::NOTHING,
            Kind::NanSum | Kind::Var(_) => Saves::FIRST,
            _ => Saves::FIRST.and(Saves::OUTPUT),
        }
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let shape = context.shape(0);
        let back = Back { dims: &self.dims, shape, count: self.dims.count(shape) as f64 };
        let x = || context.input(0);
        let y = || context.output();
        let gradient = match self.kind {
            Kind::Sum => expand(grad, &self.dims, shape)?,
            Kind::Mean => expand(grad, &self.dims, shape)?.div(&number(back.count))?,
            Kind::NanSum => Tensor::where_(&x()?.isnan()?, &number(0.0), &back.restore(grad)?)?,
            Kind::Prod => back.prod(grad, &x()?, &y()?)?,
            Kind::Var(correction) => back.var(grad, &x()?, correction)?,
            Kind::Std(correction) => {
                let y = y()?;
                let scaled = grad.div(&y.mul(&number(2.0))?)?.masked_fill(&y.eq(&number(0.0))?, &number(0.0))?;
                back.var(&scaled, &x()?, correction)?
            }
            Kind::Norm(0.0) => return Ok(vec![None]),
            Kind::Norm(p) => back.norm(grad, &x()?, &y()?, p)?,
            Kind::LogSumExp => back.restore(grad)?.mul(&x()?.sub(&back.restore(&y()?)?)?.exp()?)?,
        };
        Ok(vec![Some(gradient)])
    }

    fn attributes(&self) -> Attributes {
        let mut attributes = Vec::new();
        if self.by_dim {
            attributes.push(("dim", Attribute::Ints(self.dims.attribute())));
        }
        if self.dims.keepdim {
            attributes.push(("keepdim", Attribute::Bool(true)));
        }
        match self.kind {
            Kind::Var(correction) | Kind::Std(correction) => {
                attributes.push(("correction", Attribute::Float(correction)));
            }
            Kind::Norm(p) => attributes.push(("ord", Attribute::Float(p))),
            _ => {}
        }
        attributes
    }
}

/// The way back through a reduction over some dimensions of a shape.
pub(super) struct Back<'a> {
    pub dims: &'a Dims,
    pub shape: &'a [usize],
    pub count: f64,
}

impl Back<'_> {
    fn restore(&self, result: &Tensor) -> Result<Tensor> {
        restore(result, self.dims, self.shape)
    }

    fn var(&self, grad: &Tensor, x: &Tensor, correction: f64) -> Result<Tensor> {
        let dims = Dims { keepdim: true, ..self.dims.clone() };
        let mean = apply(Fold { kind: Kind::Mean, dims, by_dim: true }, std::slice::from_ref(x))?;
        let factor = number(2.0 / (self.count - correction));
        factor.mul(&self.restore(grad)?)?.mul(&x.sub(&mean)?)
    }

    /// The product over the element itself; where a lane holds zeros, the product of all others.
    fn prod(&self, grad: &Tensor, x: &Tensor, y: &Tensor) -> Result<Tensor> {
        let grad = self.restore(grad)?;
        if !x.detach().eq(&number(0.0))?.to_vec::<bool>().contains(&true) {
            return grad.mul(&self.restore(y)?)?.div(x);
        }
        grad.mul(&super::cumulative::product_of_others(x, self.dims)?)
    }

    pub fn norm(&self, grad: &Tensor, x: &Tensor, y: &Tensor, p: f64) -> Result<Tensor> {
        let (grad, y) = (self.restore(grad)?, self.restore(y)?);
        let none = || y.eq(&number(0.0));
        if p == 1.0 {
            return x.sgn()?.mul(&grad);
        }
        if p == 2.0 {
            return grad.mul(&x.div(&y)?.masked_fill(&none()?, &number(0.0))?);
        }
        if p.is_infinite() {
            let at = x.abs()?.eq(&y)?.to_dtype(x.dtype())?;
            let dims = Dims { keepdim: true, ..self.dims.clone() };
            let ties = apply(Fold { kind: Kind::Sum, dims, by_dim: true }, std::slice::from_ref(&at))?;
            return x.sgn()?.mul(&at)?.mul(&grad.div(&ties)?);
        }
        let power = x.sgn()?.mul(&x.abs()?.pow(&number(p - 1.0))?.masked_fill(&x.eq(&number(0.0))?, &number(0.0))?)?;
        power.mul(&grad.div(&y.pow(&number(p - 1.0))?)?.masked_fill(&none()?, &number(0.0))?)
    }
}

fn fold(x: &Tensor, kind: Kind, dims: Option<&[i64]>, keepdim: bool) -> Result<Tensor> {
    let operation = Fold { kind, dims: Dims::new(x, dims, keepdim)?, by_dim: dims.is_some() };
    apply(operation, std::slice::from_ref(x))
}

fn only_floats(x: &Tensor, message: impl FnOnce() -> String) -> Result<()> {
    if x.dtype().is_floating_point() { Ok(()) } else { Err(Error::not_implemented(message())) }
}

impl Tensor {
    fn in_dtype(&self, dtype: Option<DType>) -> Result<Self> {
        dtype.map_or_else(|| Ok(self.clone()), |dtype| self.to_dtype(dtype))
    }

    /// `torch.sum`; integers and bools give int64.
    ///
    /// # Errors
    /// PyTorch's, for dimensions that are not there or named twice.
    pub fn sum(&self, dims: Option<&[i64]>, keepdim: bool, dtype: Option<DType>) -> Result<Self> {
        fold(&self.in_dtype(dtype)?, Kind::Sum, dims, keepdim)?.in_integer(dtype)
    }

    /// int32 only where it was asked for.
    fn in_integer(self, dtype: Option<DType>) -> Result<Self> {
        let wanted = dtype.filter(|dtype| !dtype.is_floating_point());
        self.in_dtype(wanted)
    }

    /// `torch.nansum`: NaN counts as 0.
    ///
    /// # Errors
    /// As [`Tensor::sum`].
    pub fn nansum(&self, dims: Option<&[i64]>, keepdim: bool, dtype: Option<DType>) -> Result<Self> {
        let kind = if self.dtype().is_floating_point() { Kind::NanSum } else { Kind::Sum };
        fold(&self.in_dtype(dtype)?, kind, dims, keepdim)
    }

    /// `torch.mean`
    ///
    /// # Errors
    /// PyTorch's for integers; else as [`Tensor::sum`].
    pub fn mean(&self, dims: Option<&[i64]>, keepdim: bool, dtype: Option<DType>) -> Result<Self> {
        let x = self.in_dtype(dtype)?;
        only_floats(&x, || {
            let found = x.dtype().scalar_name();
            let text = "Input dtype must be either a floating point or complex dtype. Got:";
            format!("mean(): could not infer output dtype. {text} {found}")
        })?;
        fold(&x, Kind::Mean, dims, keepdim)
    }

    /// `torch.nanmean`: NaN is left out.
    ///
    /// # Errors
    /// PyTorch's for integers; else as [`Tensor::sum`].
    pub fn nanmean(&self, dims: Option<&[i64]>, keepdim: bool, dtype: Option<DType>) -> Result<Self> {
        only_floats(self, || {
            let found = self.dtype().scalar_name();
            format!("nanmean(): expected input to have floating point or complex dtype but got {found}")
        })?;
        let count = self.detach().isnan()?.logical_not()?.sum(dims, keepdim, None)?;
        self.nansum(dims, keepdim, dtype)?.div(&count)
    }

    /// `torch.prod`, over everything or along one dimension.
    ///
    /// # Errors
    /// As [`Tensor::sum`].
    pub fn prod(&self, dim: Option<i64>, keepdim: bool, dtype: Option<DType>) -> Result<Self> {
        let dims = dim.map(|dim| [dim]);
        fold(&self.in_dtype(dtype)?, Kind::Prod, dims.as_ref().map(<[i64; 1]>::as_slice), keepdim)
    }

    /// `torch.var`; the correction is 1 unless told otherwise.
    ///
    /// # Errors
    /// PyTorch's for integers; else as [`Tensor::sum`].
    pub fn var(&self, dims: Option<&[i64]>, correction: f64, keepdim: bool) -> Result<Self> {
        only_floats(self, || "std and var only support floating point and complex dtypes".to_owned())?;
        fold(self, Kind::Var(correction), dims, keepdim)
    }

    /// `torch.std`
    ///
    /// # Errors
    /// As [`Tensor::var`].
    pub fn std(&self, dims: Option<&[i64]>, correction: f64, keepdim: bool) -> Result<Self> {
        only_floats(self, || "std and var only support floating point and complex dtypes".to_owned())?;
        fold(self, Kind::Std(correction), dims, keepdim)
    }

    /// Whether `torch.std` warns of too few elements.
    ///
    /// # Errors
    /// As [`Tensor::sum`].
    pub fn lacks_freedom(&self, dims: Option<&[i64]>, correction: f64) -> Result<bool> {
        let dims = Dims::new(self, dims, false)?;
        Ok(dims.count(&self.shape()) as f64 <= correction)
    }

    /// `torch.linalg.vector_norm`
    ///
    /// # Errors
    /// PyTorch's for integers and empty lanes; else as [`Tensor::sum`].
    pub fn vector_norm(&self, p: f64, dims: Option<&[i64]>, keepdim: bool, dtype: Option<DType>) -> Result<Self> {
        let x = self.in_dtype(dtype)?;
        only_floats(&x, || {
            let found = x.dtype().scalar_name();
            format!("linalg.vector_norm: Expected a floating point or complex tensor as input. Got {found}")
        })?;
        if (p.is_infinite() || p < 0.0) && Dims::new(&x, dims, keepdim)?.count(&x.shape()) == 0 {
            return Err(empty_norm(p, dims));
        }
        fold(&x, Kind::Norm(p), dims, keepdim)
    }

    /// `torch.logsumexp`; integers are taken as floats.
    ///
    /// # Errors
    /// As [`Tensor::sum`].
    pub fn logsumexp(&self, dims: &[i64], keepdim: bool) -> Result<Self> {
        fold(&self.to_dtype(self.dtype().to_floating())?, Kind::LogSumExp, Some(dims), keepdim)
    }
}

fn empty_norm(p: f64, dims: Option<&[i64]>) -> Error {
    let order = if p == f64::INFINITY { "inf".to_owned() } else { p.to_string() };
    Error::runtime(match dims {
        Some([dim]) => format!(
            "linalg.vector_norm cannot compute the {order} norm on the dimension {dim}because this dimension is empty \
             and the operation does not have an identity"
        ),
        _ => format!(
            "linalg.vector_norm cannot compute the {order} norm on an empty tensor because the operation does not have \
             an identity"
        ),
    })
}
