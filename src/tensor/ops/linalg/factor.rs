//! LU decomposition with partial pivoting, in float64.

use crate::tensor::{DType, Error, Result, Tensor};

/// A square matrix as P·L·U: both triangles in one, the rows in their new order.
pub struct Factors {
    packed: Vec<f64>,
    rows: Vec<usize>,
    size: usize,
    even: bool,
}

impl Factors {
    pub fn of(matrix: &[f64], size: usize) -> Self {
        let mut factors = Self { packed: matrix.to_vec(), rows: (0..size).collect(), size, even: true };
        for column in 0..size {
            factors.pivot(column);
            factors.eliminate(column);
        }
        factors
    }

    fn pivot(&mut self, column: usize) {
        let magnitude = |row: usize| self.packed[row * self.size + column].abs();
        let best =
            (column..self.size).fold(column, |best, row| if magnitude(row) > magnitude(best) { row } else { best });
        if best != column {
            self.rows.swap(best, column);
            self.even = !self.even;
            (0..self.size).for_each(|k| self.packed.swap(best * self.size + k, column * self.size + k));
        }
    }

    fn eliminate(&mut self, column: usize) {
        let (size, pivot) = (self.size, self.packed[column * self.size + column]);
        if pivot == 0.0 {
            return;
        }
        for row in column + 1..size {
            self.packed[row * size + column] /= pivot;
            let factor = self.packed[row * size + column];
            for k in column + 1..size {
                self.packed[row * size + k] -= factor * self.packed[column * size + k];
            }
        }
    }

    fn diagonal(&self) -> impl Iterator<Item = f64> {
        self.packed.iter().copied().step_by(self.size + 1)
    }

    /// The first zero on the diagonal, counted from one.
    pub fn singular(&self) -> Option<usize> {
        self.diagonal().position(|pivot| pivot == 0.0).map(|index| index + 1)
    }

    pub fn determinant(&self) -> f64 {
        self.diagonal().product::<f64>() * if self.even { 1.0 } else { -1.0 }
    }

    pub fn log_determinant(&self) -> f64 {
        self.diagonal().map(|pivot| pivot.abs().ln()).sum()
    }

    /// The sign of the determinant: 1, −1 or 0.
    pub fn sign(&self) -> f64 {
        let sign = |x: f64| if x == 0.0 { 0.0 } else { x.signum() };
        self.diagonal().map(sign).product::<f64>() * if self.even { 1.0 } else { -1.0 }
    }

    /// Solves for a right side of several columns, row-major.
    pub fn solve(&self, right: &[f64], columns: usize) -> Vec<f64> {
        let mut x: Vec<f64> =
            self.rows.iter().flat_map(|row| right[row * columns..(row + 1) * columns].iter().copied()).collect();
        for row in 0..self.size {
            (0..row).for_each(|other| self.subtract(&mut x, columns, row, other));
        }
        for row in (0..self.size).rev() {
            (row + 1..self.size).for_each(|other| self.subtract(&mut x, columns, row, other));
            let pivot = self.packed[row * self.size + row];
            x[row * columns..(row + 1) * columns].iter_mut().for_each(|value| *value /= pivot);
        }
        x
    }

    fn subtract(&self, x: &mut [f64], columns: usize, row: usize, other: usize) {
        let factor = self.packed[row * self.size + other];
        for column in 0..columns {
            x[row * columns + column] -= factor * x[other * columns + column];
        }
    }
}

/// The size of square matrices.
///
/// # Errors
/// PyTorch's, for anything else.
pub fn square(name: &str, x: &Tensor) -> Result<usize> {
    let shape = x.shape();
    match shape[..] {
        [.., rows, columns] if rows == columns => Ok(rows),
        [.., rows, columns] => Err(Error::runtime(format!(
            "{name}: A must be batches of square matrices, but they are {rows} by {columns} matrices"
        ))),
        _ => Err(Error::runtime(format!("{name}: The input tensor A must have at least 2 dimensions."))),
    }
}

/// The size of square matrices of floats.
///
/// # Errors
/// PyTorch's, for anything else.
pub fn square_floats(name: &str, x: &Tensor) -> Result<usize> {
    let size = square(name, x)?;
    if matches!(x.dtype(), DType::Float32 | DType::Float64) {
        return Ok(size);
    }
    let found = x.dtype().scalar_name();
    Err(if x.dtype().is_floating_point() {
        Error::runtime(format!("{name}: Low precision dtypes not supported. Got {found}"))
    } else {
        Error::not_implemented(format!("{name}: Expected a floating point or complex tensor as input. Got {found}"))
    })
}

/// Checks for floats of a usual precision.
///
/// # Errors
/// PyTorch's, for anything else.
pub fn floats(name: &str, x: &Tensor) -> Result<()> {
    if matches!(x.dtype(), DType::Float32 | DType::Float64) {
        return Ok(());
    }
    let found = x.dtype().scalar_name();
    Err(Error::not_implemented(format!("{name}: Expected a floating point or complex tensor as input. Got {found}")))
}

/// Each matrix of a batch, row-major, of these sizes; one may be 0.
pub fn matrices(x: &Tensor, rows: usize, columns: usize) -> Vec<Vec<f64>> {
    let elements = x.to_vec::<f64>();
    let (count, size) = (x.shape().iter().rev().skip(2).product::<usize>(), rows * columns);
    (0..count).map(|index| elements[index * size..(index + 1) * size].to_vec()).collect()
}

/// The factors of each matrix of a batch.
pub fn factors(x: &Tensor, size: usize) -> Vec<Factors> {
    matrices(x, size, size).iter().map(|matrix| Factors::of(matrix, size)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pivoting_solves_what_plain_elimination_cannot() {
        let factors = Factors::of(&[0.0, 2.0, 4.0, 1.0], 2);
        assert_eq!(factors.solve(&[2.0, 5.0], 1), [1.0, 1.0]);
        assert_eq!((factors.determinant(), factors.sign(), factors.singular()), (-8.0, -1.0, None));
        assert_eq!(Factors::of(&[1.0, 2.0, 2.0, 4.0], 2).singular(), Some(2));
    }
}
