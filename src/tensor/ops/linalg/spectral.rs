//! Eigenvalues of symmetric matrices, singular values of all, and what is made of them.

use std::borrow::Cow;

use super::{
    factor::square,
    jacobi::{self, Singular, completed, singular, transposed},
};
use crate::tensor::{
    DType, Error, Gradients, Operation, Result, Saves, Tensor, apply,
    autograd::{Context, is_grad_enabled},
    kernel::convert,
    ops::unary,
};

fn number(value: f64) -> Tensor {
    Tensor::wrapped_number(value)
}

/// The sizes of a batch, of rows and of columns.
fn sizes(name: &str, x: &Tensor) -> Result<(Vec<usize>, usize, usize)> {
    match x.shape()[..] {
        [ref batch @ .., rows, columns] => Ok((batch.to_vec(), rows, columns)),
        _ => Err(Error::runtime(format!("{name}: The input tensor A must have at least 2 dimensions."))),
    }
}

fn floats(name: &str, x: &Tensor) -> Result<()> {
    if matches!(x.dtype(), DType::Float32 | DType::Float64) {
        return Ok(());
    }
    let found = x.dtype().scalar_name();
    Err(Error::not_implemented(format!("{name}: Expected a floating point or complex tensor as input. Got {found}")))
}

/// The parts of a decomposition, each with its share of the gradient: what one input becomes several outputs of.
#[derive(Clone, Debug)]
struct Part<P> {
    which: P,
    /// All parts, outside the graph.
    parts: [Tensor; 3],
    index: usize,
}

/// A kind of decomposition.
trait Decomposition: Copy + std::fmt::Debug + 'static {
    const NAME: &'static str;
    const NODE: &'static str;

    /// The gradient of the input by that of one part.
    fn gradient(self, index: usize, grad: &Tensor, parts: &[Tensor; 3]) -> Result<Tensor>;
}

impl<P: Decomposition> Operation for Part<P> {
    fn name(&self) -> &'static str {
        P::NAME
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(P::NODE)
    }

    fn forward(&self, _inputs: &[Tensor]) -> Result<Tensor> {
        Ok(self.parts[self.index].detach())
    }

    fn saves(&self) -> Saves {
        Saves::OUTPUT
    }

    fn backward(&self, _context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        if is_grad_enabled() {
            return Err(Error::not_implemented(format!("the second derivative of {} is not implemented", P::NAME)));
        }
        Ok(vec![Some(self.which.gradient(self.index, grad, &self.parts)?)])
    }
}

fn parted<P: Decomposition>(which: P, x: &Tensor, parts: &[Tensor; 3]) -> Result<[Tensor; 3]> {
    let part = |index| apply(Part { which, parts: parts.clone(), index }, std::slice::from_ref(x));
    Ok([part(0)?, part(1)?, part(2)?])
}

/// A column for each element, to scale the columns of a matrix.
fn across(values: &Tensor) -> Result<Tensor> {
    values.unsqueeze(-2)
}

/// 1 / (vⱼ − vᵢ), and 0 on the diagonal.
fn gaps(values: &Tensor) -> Result<Tensor> {
    let apart = across(values)?.sub(&values.unsqueeze(-1)?)?;
    apart.reciprocal()?.masked_fill(&apart.eq(&number(0.0))?, &number(0.0))
}

/// Values, vectors
#[derive(Clone, Copy, Debug)]
struct Eigen;

impl Decomposition for Eigen {
    const NAME: &'static str = "linalg_eigh";
    const NODE: &'static str = "LinalgEighBackward0";

    fn gradient(self, index: usize, grad: &Tensor, [values, vectors, _]: &[Tensor; 3]) -> Result<Tensor> {
        let turned = vectors.m_t()?;
        if index == 0 {
            return vectors.mul(&across(grad)?)?.matmul(&turned);
        }
        let whole = vectors.matmul(&turned.matmul(grad)?.mul(&gaps(values)?)?)?.matmul(&turned)?;
        // Of a change of the matrix, only the symmetric part moves its eigenvectors.
        whole.add(&whole.m_t()?)?.mul(&number(0.5))
    }
}

/// U, S, Vᵀ
#[derive(Clone, Copy, Debug)]
struct SingularParts;

impl Decomposition for SingularParts {
    const NAME: &'static str = "linalg_svd";
    const NODE: &'static str = "LinalgSvdBackward0";

    fn gradient(self, index: usize, grad: &Tensor, [u, s, vh]: &[Tensor; 3]) -> Result<Tensor> {
        let rank = s.shape().last().copied().unwrap_or(0);
        if u.shape().last() != Some(&rank) || vh.shape().iter().rev().nth(1) != Some(&rank) {
            return Err(Error::runtime(
                "The singular vectors in the backward pass of the full SVD are not unique; use full_matrices=False.",
            ));
        }
        let turned = |a: &Tensor| a.m_t();
        let skew = |a: Tensor| a.sub(&turned(&a)?)?.mul(&gaps(&s.mul(s)?)?);
        match index {
            0 => {
                let along = turned(u)?.matmul(grad)?;
                let inside = skew(along.clone())?.mul(&across(s)?)?;
                let outside = grad.sub(&u.matmul(&along)?)?.div(&across(s)?)?;
                u.matmul(&inside)?.add(&outside)?.matmul(vh)
            }
            1 => u.mul(&across(grad)?)?.matmul(vh),
            _ => {
                let along = vh.matmul(&turned(grad)?)?;
                let inside = skew(along.clone())?.mul(&s.unsqueeze(-1)?)?.matmul(vh)?;
                let outside = grad.sub(&turned(&along)?.matmul(vh)?)?.div(&s.unsqueeze(-1)?)?;
                u.matmul(&inside.add(&outside)?)
            }
        }
    }
}

/// L with L·Lᵀ = A
#[derive(Clone, Copy, Debug)]
struct Cholesky;

impl Operation for Cholesky {
    fn name(&self) -> &'static str {
        "cholesky"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("LinalgCholeskyExBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let x = unary("cholesky", inputs)?;
        let size = square("linalg.cholesky", x)?;
        floats("linalg.cholesky", x)?;
        let mut out = Vec::with_capacity(x.numel());
        for (index, matrix) in x.to_vec::<f64>().chunks_exact((size * size).max(1)).enumerate() {
            let factor = lower(matrix, size).map_err(|order| {
                let batch = if x.ndim() > 2 { format!("(Batch element {index}): ") } else { String::new() };
                Error::linear_algebra(format!(
                    "linalg.cholesky: {batch}The factorization could not be completed because the input is not \
                     positive-definite (the leading minor of order {order} is not positive-definite)."
                ))
            })?;
            out.extend(factor);
        }
        convert(&Tensor::from_vec(out, &x.shape()), x.dtype())
    }

    fn saves(&self) -> Saves {
        Saves::OUTPUT
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let factor = context.output()?;
        let product = factor.m_t()?.matmul(grad)?;
        let symmetric = product.tril(0)?.add(&product.tril(-1)?.m_t()?)?;
        let inverse = factor.inverse()?;
        let half = inverse.m_t()?.matmul(&symmetric)?.matmul(&inverse)?;
        Ok(vec![Some(half.mul(&number(0.5))?)])
    }
}

/// The lower factor, or the order of the first minor that is not positive.
fn lower(matrix: &[f64], size: usize) -> std::result::Result<Vec<f64>, usize> {
    let mut factor = vec![0.0; size * size];
    for row in 0..size {
        for column in 0..=row {
            let done: f64 = (0..column).map(|k| factor[row * size + k] * factor[column * size + k]).sum();
            let rest = matrix[row * size + column] - done;
            factor[row * size + column] = match row == column {
                true if rest > 0.0 => rest.sqrt(),
                true => return Err(row + 1),
                false => rest / factor[column * size + column],
            };
        }
    }
    Ok(factor)
}

/// A⁺, which takes what A makes of a vector back as far as possible.
#[derive(Clone, Copy, Debug)]
struct PseudoInverse {
    absolute: f64,
    relative: f64,
}

impl Operation for PseudoInverse {
    fn name(&self) -> &'static str {
        "pinv"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("LinalgPinvBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [u, s, vh] = unary("pinv", inputs)?.svd(false)?;
        let largest = s.amax(Some(&[-1]), true)?;
        let least = largest.mul(&number(self.relative))?.clamp_min(&number(self.absolute))?;
        let inverse = s.reciprocal()?.masked_fill(&s.le(&least)?, &number(0.0))?;
        vh.m_t()?.mul(&across(&inverse)?)?.matmul(&u.m_t()?)
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS.and(Saves::OUTPUT)
    }

    /// −(A⁺·K)ᵀ + K·A⁺ᵀ − A·A⁺·K·A⁺ᵀ + A⁺ᵀ·A⁺·(Gᵀ − K·A) with K = Gᵀ·A⁺
    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (a, inverse, grad) = (context.input(0)?, context.output()?, grad.m_t()?);
        let turned = inverse.m_t()?;
        let k = grad.matmul(&inverse)?;
        let around = k.matmul(&turned)?;
        let first = inverse.matmul(&k)?.m_t()?.neg()?;
        let second = around.sub(&a.matmul(&inverse)?.matmul(&around)?)?;
        let third = turned.matmul(&inverse)?.matmul(&grad.sub(&k.matmul(&a)?)?)?;
        Ok(vec![Some(first.add(&second)?.add(&third)?)])
    }
}

impl Tensor {
    /// `torch.linalg.eigh(self)`: eigenvalues in rising order, and the eigenvectors as columns; of `self`, one
    /// triangle is read.
    ///
    /// # Errors
    /// PyTorch's, for other than square matrices of floats.
    pub fn eigh(&self, upper: bool) -> Result<(Self, Self)> {
        let size = square("linalg.eigh", self)?;
        if !matches!(self.dtype(), DType::Float32 | DType::Float64) {
            let found = self.dtype().scalar_name();
            return Err(Error::not_implemented(format!("\"linalg_eigh_cpu\" not implemented for '{found}'")));
        }
        let (mut values, mut vectors) = (Vec::new(), Vec::new());
        for matrix in self.to_vec::<f64>().chunks_exact((size * size).max(1)) {
            let at = |row: usize, column: usize| matrix[row * size + column];
            let read =
                |(row, column): (usize, usize)| if (row < column) == upper { at(row, column) } else { at(column, row) };
            let symmetric: Vec<f64> = (0..size * size).map(|place| read((place / size, place % size))).collect();
            let (found, columns) = jacobi::symmetric(&symmetric, size);
            values.extend(found);
            vectors.extend(columns);
        }
        let shape = self.shape();
        let values = convert(&Self::from_vec(values, &shape[..shape.len() - 1]), self.dtype())?;
        let vectors = convert(&Self::from_vec(vectors, &shape), self.dtype())?;
        let [values, vectors, _] = parted(Eigen, self, &[values.clone(), vectors, values])?;
        Ok((values, vectors))
    }

    /// `torch.linalg.svd(self, full_matrices)`: U, S, Vᵀ
    ///
    /// # Errors
    /// PyTorch's, for other than matrices of floats.
    pub fn svd(&self, full_matrices: bool) -> Result<[Self; 3]> {
        let (batch, rows, columns) = sizes("linalg.svd", self)?;
        floats("linalg.svd", self)?;
        let rank = rows.min(columns);
        let (wide, tall) = if full_matrices { (rows, columns) } else { (rank, rank) };
        let (mut u, mut s, mut vh) = (Vec::new(), Vec::new(), Vec::new());
        for matrix in self.to_vec::<f64>().chunks_exact((rows * columns).max(1)) {
            let Singular { left, values, right } = singular(matrix, rows, columns);
            u.extend(completed(&left, rows, rank, rank, wide));
            vh.extend(transposed(&completed(&right, columns, rank, rank, tall), columns, tall));
            s.extend(values);
        }
        let part = |elements: Vec<f64>, size: &[usize]| {
            convert(&Self::from_vec(elements, &[&batch, size].concat()), self.dtype())
        };
        parted(SingularParts, self, &[part(u, &[rows, wide])?, part(s, &[rank])?, part(vh, &[tall, columns])?])
    }

    /// `torch.linalg.svdvals(self)`
    ///
    /// # Errors
    /// As [`Tensor::svd`].
    pub fn svdvals(&self) -> Result<Self> {
        let [_, values, _] = self.svd(false)?;
        Ok(values)
    }

    /// `torch.linalg.cholesky(self)`: the lower factor.
    ///
    /// # Errors
    /// PyTorch's, for a matrix that is not positive-definite.
    pub fn cholesky(&self) -> Result<Self> {
        apply(Cholesky, std::slice::from_ref(self))
    }

    /// `torch.linalg.pinv(self)`; singular values count as 0 up to the tolerances.
    ///
    /// # Errors
    /// PyTorch's, for other than matrices of floats.
    pub fn pinv(&self, absolute: Option<f64>, relative: Option<f64>) -> Result<Self> {
        if self.ndim() < 2 || !self.dtype().is_floating_point() {
            return Err(Error::runtime(format!(
                "linalg.pinv({}{{{:?}}}): expected a tensor with 2 or more dimensions of float, double, cfloat or cdouble types",
                self.dtype().scalar_name(),
                self.shape()
            )));
        }
        let (absolute, relative) = self.tolerances(absolute, relative);
        apply(PseudoInverse { absolute, relative }, std::slice::from_ref(self))
    }

    /// Up to what a singular value counts as 0, of itself and as a share of the largest.
    fn tolerances(&self, absolute: Option<f64>, relative: Option<f64>) -> (f64, f64) {
        let epsilon = if self.dtype() == DType::Float32 { f64::from(f32::EPSILON) } else { f64::EPSILON };
        let larger = self.shape().iter().rev().take(2).max().copied().unwrap_or(0) as f64;
        let usual = if absolute.is_some_and(|absolute| absolute > 0.0) { 0.0 } else { epsilon * larger };
        (absolute.unwrap_or(0.0), relative.unwrap_or(usual))
    }

    /// `torch.linalg.matrix_rank(self)`: how many singular values are not 0.
    ///
    /// # Errors
    /// PyTorch's, for other than matrices of floats.
    pub fn matrix_rank(&self, absolute: Option<f64>, relative: Option<f64>) -> Result<Self> {
        if self.ndim() < 2 {
            return Err(Error::runtime(
                "torch.linalg.matrix_rank: The input tensor input must have at least 2 dimensions.",
            ));
        }
        if !self.dtype().is_floating_point() {
            return Err(Error::runtime("This function doesn't handle types other than float and double"));
        }
        let (absolute, relative) = self.tolerances(absolute, relative);
        let values = self.detach().svdvals()?;
        let least = values.amax(Some(&[-1]), true)?.mul(&number(relative))?.clamp_min(&number(absolute))?;
        values.gt(&least)?.sum(Some(&[-1]), false, None)
    }
}
