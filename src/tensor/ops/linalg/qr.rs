//! QR decomposition by Householder reflections, with LAPACK's signs.

use super::factor::{floats, matrices};
use crate::tensor::{
    Error, Result, Tensor,
    autograd::{Several, several},
    element_count,
    kernel::convert,
    ops::join::cat,
};

/// Q with orthonormal columns, R above its diagonal.
#[derive(Clone, Copy, Debug)]
struct Orthogonal {
    mode: Mode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Reduced,
    Complete,
    /// R alone.
    Upper,
}

impl Several for Orthogonal {
    fn name(&self) -> &'static str {
        "linalg_qr"
    }

    fn node_name(&self) -> &'static str {
        "LinalgQrBackward0"
    }

    fn backward(&self, input: &Tensor, outputs: &[Tensor], grads: &[Option<Tensor>]) -> Result<Option<Tensor>> {
        let ([q, r], shape) = (outputs, input.shape()) else { return Ok(None) };
        let (rows, columns) = (shape[shape.len() - 2], shape[shape.len() - 1]);
        self.check(rows, columns)?;
        let grad = |slot: usize, of: &Tensor| match grads.get(slot) {
            Some(Some(grad)) => Ok(grad.clone()),
            _ => Tensor::full_as(0.0, &of.shape(), of.dtype()),
        };
        let (by_q, by_r) = (grad(0, q)?, grad(1, r)?);
        if rows >= columns {
            return by_square(q, r, &by_q, &by_r).map(Some);
        }
        // The columns past the square ones are Q·R₂: they add to the gradient of Q.
        let part = |x: &Tensor, from: usize, count: usize| x.narrow(-1, from as i64, count as i64);
        let (rest, by_rest) = (part(r, rows, columns - rows)?, part(&by_r, rows, columns - rows)?);
        let by_q = by_q.add(&q.matmul(&rest)?.matmul(&by_rest.m_t()?)?)?;
        let first = by_square(q, &part(r, 0, rows)?, &by_q, &part(&by_r, 0, rows)?)?;
        cat(&[first, q.matmul(&by_rest)?], -1).map(Some)
    }
}

impl Orthogonal {
    fn check(self, rows: usize, columns: usize) -> Result<()> {
        match self.mode {
            Mode::Upper => Err(Error::runtime(
                "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please use \
                 linalg.qr(A, mode='reduced') if you are going to differentiate through linalg.qr.",
            )),
            Mode::Complete if rows > columns => Err(Error::runtime(
                "The QR decomposition is not differentiable when mode='complete' and nrows > ncols.",
            )),
            _ => Ok(()),
        }
    }
}

/// (Ḡ + Q·sym(triu(R̄·Rᵀ − Qᵀ·Ḡ)))·R⁻ᵀ with Ḡ, R̄ the gradients of Q and of a square R.
fn by_square(q: &Tensor, r: &Tensor, by_q: &Tensor, by_r: &Tensor) -> Result<Tensor> {
    let inner = by_r.matmul(&r.m_t()?)?.sub(&q.m_t()?.matmul(by_q)?)?;
    let symmetric = inner.triu(0)?.add(&inner.triu(1)?.m_t()?)?;
    r.solve(&by_q.add(&q.matmul(&symmetric)?)?.m_t()?)?.m_t()
}

impl Tensor {
    /// `torch.linalg.qr(self, mode)`: a matrix of orthonormal columns and a triangular one; `mode` is `reduced`,
    /// `complete`, or `r`, which leaves the first empty.
    ///
    /// # Errors
    /// PyTorch's, for other than matrices of floats and unknown modes.
    pub fn qr(&self, mode: &str) -> Result<[Self; 2]> {
        let mode = match mode {
            "reduced" => Mode::Reduced,
            "complete" => Mode::Complete,
            "r" => Mode::Upper,
            _ => {
                return Err(Error::runtime(format!(
                    "qr received unrecognized mode '{mode}' but expected one of 'reduced' (default), 'r', or 'complete'"
                )));
            }
        };
        if self.ndim() < 2 {
            return Err(Error::runtime("linalg.qr: The input tensor A must have at least 2 dimensions."));
        }
        floats("linalg.qr", self)?;
        let shape = self.shape();
        let (batch, matrix) = shape.split_at(shape.len() - 2);
        let (rows, columns) = (matrix[0], matrix[1]);
        let rank = if mode == Mode::Complete { rows } else { rows.min(columns) };
        let (mut q, mut r) = (Vec::with_capacity(element_count(&shape)?), Vec::with_capacity(element_count(&shape)?));
        for matrix in matrices(self, rows, columns) {
            let mut factors = Reflections::of(matrix, rows, columns);
            r.extend((0..rank * columns).map(|place| factors.upper(place / columns, place % columns)));
            q.extend(factors.orthonormal(rank));
        }
        let wrap = |elements, size: [usize; 2]| {
            convert(&Self::from_vec::<f64>(elements, &[batch, &size].concat()), self.dtype())
        };
        let r = wrap(r, [rank, columns])?;
        let q = if mode == Mode::Upper { Self::full_as(0.0, &[0], self.dtype())? } else { wrap(q, [rows, rank])? };
        several(Orthogonal { mode }, self, [q, r])
    }
}

/// R above the diagonal, the reflections below it, as LAPACK packs them.
struct Reflections {
    packed: Vec<f64>,
    scales: Vec<f64>,
    rows: usize,
    columns: usize,
}

impl Reflections {
    fn of(packed: Vec<f64>, rows: usize, columns: usize) -> Self {
        let mut factors = Self { packed, scales: Vec::new(), rows, columns };
        for column in 0..rows.min(columns) {
            let scale = factors.reflect(column);
            factors.scales.push(scale);
            let vector = factors.vector(column);
            for other in column + 1..columns {
                apply(&mut factors.packed, columns, other, &vector, scale);
            }
        }
        factors
    }

    /// Chooses the reflection that clears a column below the diagonal; the diagonal gets the sign
    /// opposite to the one it had.
    fn reflect(&mut self, column: usize) -> f64 {
        let place = |row: usize| row * self.columns + column;
        let head = self.packed[place(column)];
        let tail = (column + 1..self.rows).map(|row| self.packed[place(row)].powi(2)).sum::<f64>().sqrt();
        if tail == 0.0 {
            return 0.0;
        }
        let diagonal = -head.hypot(tail).copysign(head);
        for row in column + 1..self.rows {
            self.packed[row * self.columns + column] /= head - diagonal;
        }
        self.packed[column * self.columns + column] = diagonal;
        (diagonal - head) / diagonal
    }

    /// A reflection's direction: zeros, a one, and what is kept below the diagonal.
    fn vector(&self, column: usize) -> Vec<f64> {
        let entry = |row: usize| match row.cmp(&column) {
            std::cmp::Ordering::Less => 0.0,
            std::cmp::Ordering::Equal => 1.0,
            std::cmp::Ordering::Greater => self.packed[row * self.columns + column],
        };
        (0..self.rows).map(entry).collect()
    }

    fn upper(&self, row: usize, column: usize) -> f64 {
        if row <= column { self.packed[row * self.columns + column] } else { 0.0 }
    }

    /// The first columns of the product of all reflections.
    fn orthonormal(&mut self, rank: usize) -> Vec<f64> {
        let mut q = vec![0.0; self.rows * rank];
        (0..rank).for_each(|place| q[place * rank + place] = 1.0);
        for column in (0..self.scales.len()).rev() {
            let vector = self.vector(column);
            for other in 0..rank {
                apply(&mut q, rank, other, &vector, self.scales[column]);
            }
        }
        q
    }
}

/// Reflects one column of a row-major matrix.
fn apply(matrix: &mut [f64], columns: usize, column: usize, vector: &[f64], scale: f64) {
    let along: f64 = vector.iter().enumerate().map(|(row, v)| v * matrix[row * columns + column]).sum();
    for (row, v) in vector.iter().enumerate() {
        matrix[row * columns + column] -= scale * along * v;
    }
}
