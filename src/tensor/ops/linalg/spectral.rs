//! Eigenvalues of symmetric matrices, singular values of all.

use super::{
    factor::{floats, matrices, square},
    jacobi::{self, Singular, completed, singular, transposed},
};
use crate::tensor::{
    DType, Error, Result, Tensor,
    autograd::{Several, several},
    kernel::convert,
};

/// The sizes of a batch, of rows and of columns.
fn sizes(name: &str, x: &Tensor) -> Result<(Vec<usize>, usize, usize)> {
    match x.shape()[..] {
        [ref batch @ .., rows, columns] => Ok((batch.to_vec(), rows, columns)),
        _ => Err(Error::runtime(format!("{name}: The input tensor A must have at least 2 dimensions."))),
    }
}

/// A column for each element, to scale the columns of a matrix.
fn across(values: &Tensor) -> Result<Tensor> {
    values.unsqueeze(-2)
}

/// Where a matrix has its diagonal.
fn diagonal(size: usize) -> Tensor {
    Tensor::from_vec((0..size * size).map(|place| place % (size + 1) == 0).collect(), &[size, size])
}

/// vⱼ − vᵢ, and 1 on the diagonal.
fn gaps(values: &Tensor) -> Result<Tensor> {
    let size = values.shape().last().copied().unwrap_or(0);
    let apart = across(values)?.sub(&values.unsqueeze(-1)?)?;
    apart.masked_fill(&diagonal(size), &Tensor::wrapped_number(1.0))
}

/// The sum of what there is.
fn total(terms: impl IntoIterator<Item = Option<Tensor>>) -> Result<Option<Tensor>> {
    terms.into_iter().flatten().map(Ok).reduce(|sum, term: Result<Tensor>| sum?.add(&term?)).transpose()
}

/// Values, vectors
#[derive(Clone, Copy, Debug)]
struct Eigen;

impl Several for Eigen {
    fn name(&self) -> &'static str {
        "linalg_eigh"
    }

    fn node_name(&self) -> &'static str {
        "LinalgEighBackward0"
    }

    fn backward(&self, _input: &Tensor, outputs: &[Tensor], grads: &[Option<Tensor>]) -> Result<Option<Tensor>> {
        let [values, vectors] = outputs else { return Ok(None) };
        let turned = vectors.m_t()?;
        let by_values = |grad: &Tensor| vectors.mul(&across(grad)?)?.matmul(&turned);
        let by_vectors = |grad: &Tensor| {
            let turning = turned.matmul(grad)?.div(&gaps(values)?)?;
            // The length of a vector stays.
            let size = values.shape().last().copied().unwrap_or(0);
            let turning = turning.masked_fill(&diagonal(size), &Tensor::wrapped_number(0.0))?;
            let whole = vectors.matmul(&turning)?.matmul(&turned)?;
            // Of a change of the matrix, only the symmetric part moves its eigenvectors.
            whole.add(&whole.m_t()?)?.mul(&Tensor::wrapped_number(0.5))
        };
        let grad = |slot: usize| grads.get(slot).and_then(Option::as_ref);
        total([grad(0).map(by_values).transpose()?, grad(1).map(by_vectors).transpose()?])
    }
}

/// U, S, Vᵀ
#[derive(Clone, Copy, Debug)]
struct SingularParts;

impl Several for SingularParts {
    fn name(&self) -> &'static str {
        "linalg_svd"
    }

    fn node_name(&self) -> &'static str {
        "LinalgSvdBackward0"
    }

    fn backward(&self, _input: &Tensor, outputs: &[Tensor], grads: &[Option<Tensor>]) -> Result<Option<Tensor>> {
        let [u, s, vh] = outputs else { return Ok(None) };
        let rank = s.shape().last().map_or(0, |&rank| rank as i64);
        // The vectors that complete a full matrix are arbitrary: PyTorch leaves them out.
        let (columns, rows) = (|x: &Tensor| x.narrow(-1, 0, rank), |x: &Tensor| x.narrow(-2, 0, rank));
        let (u, vh) = (columns(u)?, rows(vh)?);
        let grad = |slot: usize| grads.get(slot).and_then(Option::as_ref);
        total([
            grad(0).map(|grad| by_left(&columns(grad)?, [&u, s, &vh])).transpose()?,
            grad(1).map(|grad| u.mul(&across(grad)?)?.matmul(&vh)).transpose()?,
            grad(2).map(|grad| by_right(&rows(grad)?, [&u, s, &vh])).transpose()?,
        ])
    }
}

/// (A − Aᵀ) / (sⱼ² − sᵢ²)
fn turning(a: &Tensor, s: &Tensor) -> Result<Tensor> {
    a.sub(&a.m_t()?)?.div(&gaps(&s.mul(s)?)?)
}

/// Whether the vectors span the whole space.
fn is_square(vectors: &Tensor) -> bool {
    let shape = vectors.shape();
    shape[shape.len() - 2] == shape[shape.len() - 1]
}

fn by_left(grad: &Tensor, [u, s, vh]: [&Tensor; 3]) -> Result<Tensor> {
    let along = u.m_t()?.matmul(grad)?;
    let inside = u.matmul(&turning(&along, s)?.mul(&across(s)?)?)?;
    if is_square(u) {
        return inside.matmul(vh);
    }
    let outside = grad.sub(&u.matmul(&along)?)?.div(&across(s)?)?;
    inside.add(&outside)?.matmul(vh)
}

fn by_right(grad: &Tensor, [u, s, vh]: [&Tensor; 3]) -> Result<Tensor> {
    let (along, column) = (vh.matmul(&grad.m_t()?)?, s.unsqueeze(-1)?);
    let inside = turning(&along, s)?.mul(&column)?.matmul(vh)?;
    if is_square(vh) {
        return u.matmul(&inside);
    }
    let outside = grad.sub(&along.m_t()?.matmul(vh)?)?.div(&column)?;
    u.matmul(&inside.add(&outside)?)
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
        for matrix in matrices(self, size, size) {
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
        let [values, vectors] = several(Eigen, self, [values, vectors])?;
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
        for matrix in matrices(self, rows, columns) {
            let Singular { left, values, right } = singular(&matrix, rows, columns);
            u.extend(completed(&left, rows, rank, rank, wide));
            vh.extend(transposed(&completed(&right, columns, rank, rank, tall), columns, tall));
            s.extend(values);
        }
        let part = |elements: Vec<f64>, size: &[usize]| {
            convert(&Self::from_vec(elements, &[&batch, size].concat()), self.dtype())
        };
        several(SingularParts, self, [part(u, &[rows, wide])?, part(s, &[rank])?, part(vh, &[tall, columns])?])
    }

    /// `torch.linalg.svdvals(self)`
    ///
    /// # Errors
    /// As [`Tensor::svd`].
    pub fn svdvals(&self) -> Result<Self> {
        let [_, values, _] = self.svd(false)?;
        Ok(values)
    }
}
