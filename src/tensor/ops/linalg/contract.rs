//! Sums over shared dimensions that are made of matrix products: `tensordot`, `inner`, `kron`, `addr`, `addbmm`.

use std::borrow::Cow;

use super::matmul::{folded, signed};
use crate::tensor::{
    Attribute, Attributes, Error, Gradients, Operation, Result, Saves, Tensor, apply,
    autograd::Context,
    composite,
    ops::{sum_to, view::distinct_dims},
};

/// `torch.tensordot(a, b, (dims_a, dims_b))`
///
/// # Errors
/// PyTorch's, for lists of different lengths and sizes that do not agree.
pub fn tensordot(a: &Tensor, b: &Tensor, dims_a: &[i64], dims_b: &[i64]) -> Result<Tensor> {
    let attributes =
        || vec![("dims_self", Attribute::Ints(dims_a.to_vec())), ("dims_other", Attribute::Ints(dims_b.to_vec()))];
    composite("tensordot", &attributes, &[a.clone(), b.clone()], || contract(a, b, dims_a, dims_b))
}

fn contract(a: &Tensor, b: &Tensor, dims_a: &[i64], dims_b: &[i64]) -> Result<Tensor> {
    if dims_a.len() != dims_b.len() {
        return Err(Error::runtime("both dimension lists should have same length"));
    }
    let (left, right) = (distinct_dims(dims_a, a.ndim())?, distinct_dims(dims_b, b.ndim())?);
    let (mut a, mut b) = (a.clone(), b.clone());
    for (index, (&x, &y)) in left.iter().zip(&right).enumerate() {
        match (a.shape()[x], b.shape()[y]) {
            (n, m) if n == m => {}
            (_, 1) => a = a.sum(Some(&[x as i64]), true, None)?,
            (1, _) => b = b.sum(Some(&[y as i64]), true, None)?,
            (n, m) => {
                return Err(Error::runtime(format!(
                    "contracted dimensions need to match, but first has size {n} in dim {} and second has size {m} in \
                     dim {}",
                    dims_a[index], dims_b[index]
                )));
            }
        }
    }
    let rest = |x: &Tensor, used: &[usize]| (0..x.ndim()).filter(|dim| !used.contains(dim)).collect::<Vec<_>>();
    let (kept_a, kept_b) = (rest(&a, &left), rest(&b, &right));
    let shape: Vec<usize> = sizes(&a, &kept_a).into_iter().chain(sizes(&b, &kept_b)).collect();
    let inner: usize = sizes(&a, &left).iter().product();
    let rows = ordered(&a, &[&kept_a[..], &left].concat())?;
    let columns = ordered(&b, &[&right[..], &kept_b].concat())?;
    let product = if shape.is_empty() {
        rows.reshape(&[-1])?.dot(&columns.reshape(&[-1])?)?
    } else {
        let (n, m) = (sizes(&a, &kept_a).iter().product(), sizes(&b, &kept_b).iter().product());
        rows.reshape(&signed(&[n, inner]))?.mm(&columns.reshape(&signed(&[inner, m]))?)?
    };
    product.reshape(&signed(&shape))
}

fn sizes(x: &Tensor, dims: &[usize]) -> Vec<usize> {
    dims.iter().map(|&dim| x.shape()[dim]).collect()
}

fn ordered(x: &Tensor, dims: &[usize]) -> Result<Tensor> {
    x.permute(&signed(dims))
}

/// β·input + α·(product of the other two), recorded as one step.
#[derive(Clone, Copy, Debug)]
struct Blend {
    kind: Kind,
    beta: f64,
    alpha: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The outer product of two vectors.
    Outer,
    /// The sum of the products of two batches.
    Batches,
}

impl Kind {
    fn product(self, a: &Tensor, b: &Tensor) -> Result<Tensor> {
        match self {
            Self::Outer => a.outer(b),
            Self::Batches => {
                let (left, right) = (a.shape(), b.shape());
                let rows = a.transpose(0, 1)?.reshape(&signed(&[left[1], left[0] * left[2]]))?;
                rows.mm(&b.reshape(&signed(&[right[0] * right[1], right[2]]))?)
            }
        }
    }

    fn gradients(self, context: &Context<'_>, grad: &Tensor) -> Result<[Tensor; 2]> {
        let (a, b) = (context.input(1)?, context.input(2)?);
        match self {
            Self::Outer => Ok([grad.mv(&b)?, grad.t()?.mv(&a)?]),
            Self::Batches => Ok([grad.matmul(&b.transpose(1, 2)?)?, a.transpose(1, 2)?.matmul(grad)?]),
        }
    }
}

impl Operation for Blend {
    fn name(&self) -> &'static str {
        if self.kind == Kind::Outer { "addr" } else { "addbmm" }
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(if self.kind == Kind::Outer { "AddrBackward0" } else { "AddbmmBackward0" })
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [addend, a, b] = inputs else { return Err(Error::runtime("a sum with a product needs three tensors")) };
        let product = scaled(self.kind.product(a, b)?, self.alpha)?;
        let addend = addend.expand(&signed(&product.shape()))?;
        // β = 0 drops the addend, even where it is NaN.
        if self.beta == 0.0 { Ok(product) } else { scaled(addend, self.beta)?.add(&product) }
    }

    fn saves(&self) -> Saves {
        Saves::SECOND.and(Saves::THIRD)
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let [a, b] = self.kind.gradients(context, grad)?;
        let addend = scaled(sum_to(grad, context.shape(0))?, self.beta)?;
        Ok(vec![Some(addend), Some(scaled(a, self.alpha)?), Some(scaled(b, self.alpha)?)])
    }

    fn attributes(&self) -> Attributes {
        vec![("beta", Attribute::Float(self.beta)), ("alpha", Attribute::Float(self.alpha))]
    }
}

fn scaled(x: Tensor, factor: f64) -> Result<Tensor> {
    match factor {
        1.0 => Ok(x),
        _ if x.dtype().is_floating_point() => x.mul(&Tensor::wrapped_number(factor)),
        _ => x.mul(&Tensor::wrapped_number(factor as i64)),
    }
}

impl Tensor {
    /// `torch.inner(self, other)`: the sum of products over the last dimension of both.
    ///
    /// # Errors
    /// PyTorch's, when the last sizes differ.
    pub fn inner(&self, other: &Self) -> Result<Self> {
        let (a, b) = (self.shape(), other.shape());
        composite("inner", &Vec::new, &[self.clone(), other.clone()], || match (a.last(), b.last()) {
            (Some(n), Some(m)) if n != m => Err(Error::runtime(format!(
                "inner() the last dimension must match on both input tensors but got shapes {a:?} and {b:?}"
            ))),
            (Some(_), Some(_)) => contract(self, other, &[-1], &[-1]),
            _ => self.mul(other),
        })
    }

    /// `torch.kron(self, other)`: every element of one times the whole of the other.
    ///
    /// # Errors
    /// When the memory is not there.
    pub fn kron(&self, other: &Self) -> Result<Self> {
        let ndim = self.ndim().max(other.ndim());
        let padded = |x: &Self| [vec![1; ndim - x.ndim()], x.shape()].concat();
        let (a, b) = (padded(self), padded(other));
        let paired = |first: &[usize], second: &[usize]| -> Vec<i64> {
            first.iter().zip(second).flat_map(|(&x, &y)| [x as i64, y as i64]).collect()
        };
        let ones = vec![1; ndim];
        composite("kron", &Vec::new, &[self.clone(), other.clone()], || {
            let product = self.reshape(&paired(&a, &ones))?.mul(&other.reshape(&paired(&ones, &b))?)?;
            folded("UnsafeViewBackward0", &product, a.iter().zip(&b).map(|(x, y)| x * y).collect())
        })
    }

    /// `self.addr(vec1, vec2, beta=beta, alpha=alpha)`
    ///
    /// # Errors
    /// PyTorch's, for other than vectors, and when `self` does not broadcast to their product.
    pub fn addr(&self, vec1: &Self, vec2: &Self, beta: f64, alpha: f64) -> Result<Self> {
        for (name, x) in [("vec1", vec1), ("vec2", vec2)] {
            if x.ndim() != 1 {
                return Err(Error::runtime(format!("addr: Expected 1-D argument {name}, but got {}-D", x.ndim())));
            }
        }
        apply(Blend { kind: Kind::Outer, beta, alpha }, &[self.clone(), vec1.clone(), vec2.clone()])
    }

    /// `self.addbmm(batch1, batch2, beta=beta, alpha=alpha)`
    ///
    /// # Errors
    /// PyTorch's, for batches that do not fit.
    pub fn addbmm(&self, batch1: &Self, batch2: &Self, beta: f64, alpha: f64) -> Result<Self> {
        if batch1.ndim() != 3 || batch2.ndim() != 3 {
            let which = if batch1.ndim() == 3 { "batch2" } else { "batch1" };
            return Err(Error::runtime(format!("{which} must be a 3D tensor")));
        }
        let (a, b) = (batch1.shape(), batch2.shape());
        if a[0] != b[0] {
            let text = format!("batch1 and batch2 must have same number of batches, got {} and {}", a[0], b[0]);
            return Err(Error::runtime(text));
        }
        if a[2] != b[1] {
            let text = format!("Incompatible matrix sizes for bmm ({}x{} and {}x{})", a[1], a[2], b[1], b[2]);
            return Err(Error::runtime(text));
        }
        apply(Blend { kind: Kind::Batches, beta, alpha }, &[self.clone(), batch1.clone(), batch2.clone()])
    }
}
