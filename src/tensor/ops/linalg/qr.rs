//! QR decomposition by Householder reflections, with LAPACK's signs.

use crate::tensor::{DType, Error, Result, Tensor, element_count, kernel::convert};

impl Tensor {
    /// `torch.linalg.qr(self, mode)`: a matrix of orthonormal columns and a triangular one; `mode` is `reduced`,
    /// `complete`, or `r`, which leaves the first empty.
    ///
    /// # Errors
    /// PyTorch's, for other than matrices of floats and unknown modes; and for a matrix that requires gradients, whose
    /// way back is not there.
    pub fn qr(&self, mode: &str) -> Result<(Self, Self)> {
        if !["reduced", "complete", "r"].contains(&mode) {
            return Err(Error::runtime(format!(
                "qr received unrecognized mode '{mode}' but expected one of 'reduced' (default), 'r', or 'complete'"
            )));
        }
        if self.ndim() < 2 {
            return Err(Error::runtime("linalg.qr: The input tensor A must have at least 2 dimensions."));
        }
        if !matches!(self.dtype(), DType::Float32 | DType::Float64) {
            return Err(Error::not_implemented(format!(
                "linalg.qr: Expected a floating point or complex tensor as input. Got {}",
                self.dtype().scalar_name()
            )));
        }
        if self.requires_grad() && crate::tensor::autograd::is_grad_enabled() {
            return Err(Error::not_implemented("the derivative for 'linalg_qr' is not implemented."));
        }
        let shape = self.shape();
        let (batch, matrix) = shape.split_at(shape.len() - 2);
        let (rows, columns) = (matrix[0], matrix[1]);
        let rank = if mode == "complete" { rows } else { rows.min(columns) };
        let (mut q, mut r) = (Vec::with_capacity(element_count(&shape)?), Vec::with_capacity(element_count(&shape)?));
        for matrix in self.to_vec::<f64>().chunks_exact((rows * columns).max(1)) {
            let mut factors = Reflections::of(matrix.to_vec(), rows, columns);
            r.extend((0..rank * columns).map(|place| factors.upper(place / columns, place % columns)));
            q.extend(factors.orthonormal(rank));
        }
        let wrap = |elements, size: [usize; 2]| {
            convert(&Self::from_vec::<f64>(elements, &[batch, &size].concat()), self.dtype())
        };
        let r = wrap(r, [rank, columns])?;
        Ok((if mode == "r" { Self::full_as(0.0, &[0], self.dtype())? } else { wrap(q, [rows, rank])? }, r))
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
