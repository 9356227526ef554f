//! How far vectors lie apart, and the vector across two others.

use std::borrow::Cow;

use crate::tensor::{
    Attribute, Attributes, DType, Error, Gradients, Operation, Result, Saves, Tensor, apply,
    autograd::{Context, GradMode, renamed},
    broadcast_shapes, composite,
    ops::sum_to,
    result_type, wrap_dim,
};

#[derive(Clone, Copy, Debug)]
struct Cross {
    dim: i64,
}

impl Operation for Cross {
    fn name(&self) -> &'static str {
        "cross"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("LinalgCrossBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [a, b] = inputs else { return Err(Error::runtime("cross takes two tensors")) };
        let turned = |x: &Tensor, by: i64| x.roll(&[-by], &[self.dim]);
        turned(a, 1)?.mul(&turned(b, 2)?)?.sub(&turned(a, 2)?.mul(&turned(b, 1)?)?)
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let first = apply(*self, &[context.input(1)?, grad.clone()])?;
        let second = apply(*self, &[grad.clone(), context.input(0)?])?;
        Ok(vec![Some(sum_to(&first, context.shape(0))?), Some(sum_to(&second, context.shape(1))?)])
    }

    fn attributes(&self) -> Attributes {
        vec![("dim", Attribute::Int(self.dim))]
    }
}

/// `torch.linalg.cross(a, b, dim=dim)`; without a dimension `torch.cross`, which takes the first of size 3.
///
/// # Errors
/// PyTorch's, for dimensions that are not of size 3.
pub fn cross(a: &Tensor, b: &Tensor, dim: Option<i64>) -> Result<Tensor> {
    if a.ndim() != b.ndim() {
        return Err(Error::runtime("linalg.cross: inputs must have the same number of dimensions."));
    }
    let first = || a.shape().iter().position(|&size| size == 3).map(|dim| dim as i64);
    let dim = dim.or_else(first).ok_or_else(|| Error::runtime("no dimension of size 3 in input"))?;
    let wrapped = wrap_dim(dim, a.ndim())?;
    let size = |x: &Tensor| x.shape().get(wrapped).copied().unwrap_or(1);
    if size(a) != 3 || size(b) != 3 {
        return Err(Error::runtime(format!(
            "linalg.cross: inputs dimension {dim} must have length 3. Got {} and {}",
            size(a),
            size(b)
        )));
    }
    broadcast_shapes(&a.shape(), &b.shape())?;
    apply(Cross { dim: wrapped as i64 }, &[a.clone(), b.clone()])
}

/// The distance of each row of one to each row of the other.
#[derive(Clone, Copy, Debug)]
struct Distances {
    p: f64,
}

impl Distances {
    fn differences(a: &Tensor, b: &Tensor) -> Result<Tensor> {
        a.unsqueeze(-2)?.sub(&b.unsqueeze(-3)?)
    }

    /// What a distance grows by as each difference does.
    fn slopes(self, differences: &Tensor, distances: &Tensor) -> Result<Tensor> {
        let distances = distances.unsqueeze(-1)?;
        let number = |x: f64| Tensor::wrapped_number(x);
        let slopes = match self.p {
            0.0 => differences.mul(&number(0.0))?,
            1.0 => differences.sign()?,
            2.0 => differences.div(&distances)?,
            p if p.is_infinite() => {
                let largest = differences.abs()?.eq(&distances)?.to_dtype(differences.dtype())?;
                differences.sign()?.mul(&largest)?
            }
            p => {
                let powers = differences.abs()?.pow(&number(p - 1.0))?;
                differences.sign()?.mul(&powers)?.div(&distances.pow(&number(p - 1.0))?)?
            }
        };
        slopes.masked_fill(&distances.eq(&number(0.0))?, &number(0.0))
    }
}

impl Operation for Distances {
    fn name(&self) -> &'static str {
        "cdist"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("CdistBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [a, b] = inputs else { return Err(Error::runtime("cdist takes two tensors")) };
        Self::differences(a, b)?.vector_norm(self.p, Some(&[-1]), false, None)
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS.and(Saves::OUTPUT)
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let differences = Self::differences(&context.input(0)?, &context.input(1)?)?;
        let flow = grad.unsqueeze(-1)?.mul(&self.slopes(&differences, &context.output()?)?)?;
        let first = flow.sum(Some(&[-2]), false, None)?;
        let second = flow.sum(Some(&[-3]), false, None)?.neg()?;
        Ok(vec![Some(sum_to(&first, context.shape(0))?), Some(sum_to(&second, context.shape(1))?)])
    }

    fn attributes(&self) -> Attributes {
        vec![("p", Attribute::Float(self.p))]
    }
}

/// `torch.cdist(x1, x2, p)`
///
/// # Errors
/// PyTorch's, for other than matrices of floats with as many columns.
pub fn cdist(x1: &Tensor, x2: &Tensor, p: f64) -> Result<Tensor> {
    for (name, x) in [("X1", x1), ("X2", x2)] {
        if x.ndim() < 2 {
            let text = format!("cdist only supports at least 2D tensors, {name} got: {}D", x.ndim());
            return Err(Error::runtime(text));
        }
    }
    let columns = |x: &Tensor| x.shape()[x.ndim() - 1];
    if columns(x1) != columns(x2) {
        let (a, b) = (columns(x1), columns(x2));
        let text = format!("X1 and X2 must have the same number of columns. X1: {a} X2: {b}");
        return Err(Error::runtime(text));
    }
    for (name, x) in [("X1", x1), ("X2", x2)] {
        if !x.dtype().is_floating_point() {
            let text = format!("cdist only supports floating-point dtypes, {name} got: {}", x.dtype().scalar_name());
            return Err(Error::runtime(text));
        }
    }
    if p < 0.0 {
        return Err(Error::runtime("cdist only supports non-negative p values"));
    }
    apply(Distances { p }, &[x1.clone(), x2.clone()])
}

/// `torch.nn.functional.cosine_similarity(x1, x2, dim, eps)`
///
/// # Errors
/// PyTorch's, for shapes that do not broadcast.
pub fn cosine_similarity(x1: &Tensor, x2: &Tensor, dim: i64, eps: f64) -> Result<Tensor> {
    let attributes = || vec![("dim", Attribute::Int(dim)), ("eps", Attribute::Float(eps))];
    let common = result_type([x1, x2]);
    if !common.is_floating_point() {
        return Err(Error::runtime(format!(
            "expected common dtype to be floating point, yet common dtype is {}",
            common.scalar_name()
        )));
    }
    composite("cosine_similarity", &attributes, &[x1.clone(), x2.clone()], || {
        let shape = broadcast_shapes(&x1.shape(), &x2.shape())?;
        let unit = |x: &Tensor| unit(&widened(x, common, &shape)?, dim, eps);
        unit(x1)?.mul(&unit(x2)?)?.sum(Some(&[dim]), false, None)
    })
}

fn widened(x: &Tensor, dtype: DType, shape: &[usize]) -> Result<Tensor> {
    let x = if x.dtype() == dtype { x.clone() } else { x.to_dtype(dtype)? };
    if x.shape() == shape { Ok(x) } else { x.broadcast_to(shape) }
}

/// Divided by its length, which is at least `eps`: gradients flow as if it were not held there.
fn unit(x: &Tensor, dim: i64, eps: f64) -> Result<Tensor> {
    let length = x.vector_norm(2.0, Some(&[dim]), true, None)?.duplicate()?;
    let unrecorded = GradMode::set(false);
    length.clamp_min_(&Tensor::wrapped_number(eps))?;
    drop(unrecorded);
    x.div(&length)
}

/// `torch.nn.functional.pairwise_distance(x1, x2, p, eps, keepdim)`
///
/// # Errors
/// PyTorch's, for shapes that do not broadcast.
pub fn pairwise_distance(x1: &Tensor, x2: &Tensor, p: f64, eps: f64, keepdim: bool) -> Result<Tensor> {
    let attributes = || vec![("p", Attribute::Float(p)), ("eps", Attribute::Float(eps))];
    composite("pairwise_distance", &attributes, &[x1.clone(), x2.clone()], || {
        let apart = renamed(x1.sub(x2)?.add(&Tensor::wrapped_number(eps))?, "AddBackward1");
        Ok(renamed(apart.vector_norm(p, Some(&[-1]), keepdim, None)?, "NormBackward1"))
    })
}
