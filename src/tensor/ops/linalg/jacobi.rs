//! Jacobi's rotations, in float64: eigenvectors of symmetric matrices, singular vectors of all. Matrices are row-major.

/// Sweeps after which rounding alone is left to turn.
const SWEEPS: usize = 60;

/// Eigenvalues in rising order, and the eigenvectors as columns, of a symmetric matrix.
pub fn symmetric(matrix: &[f64], size: usize) -> (Vec<f64>, Vec<f64>) {
    let (mut a, mut vectors) = (matrix.to_vec(), identity(size));
    for _ in 0..SWEEPS {
        let turned = pairs(size).filter(|&(p, q)| diagonalise(&mut a, &mut vectors, size, p, q)).count();
        if turned == 0 {
            break;
        }
    }
    let values: Vec<f64> = (0..size).map(|k| a[k * size + k]).collect();
    let mut order: Vec<usize> = (0..size).collect();
    order.sort_by(|&p, &q| values[p].total_cmp(&values[q]));
    (order.iter().map(|&k| values[k]).collect(), columns(&vectors, size, &order))
}

fn identity(size: usize) -> Vec<f64> {
    (0..size * size).map(|place| f64::from(u8::from(place % (size + 1) == 0))).collect()
}

fn pairs(size: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..size).flat_map(move |p| (p + 1..size).map(move |q| (p, q)))
}

/// Columns of a matrix, in another order.
fn columns(matrix: &[f64], width: usize, order: &[usize]) -> Vec<f64> {
    matrix.chunks_exact(width.max(1)).flat_map(|row| order.iter().map(|&k| row[k])).collect()
}

/// Clears one element beside the diagonal; `false` where there is nothing to clear.
fn diagonalise(a: &mut [f64], vectors: &mut [f64], size: usize, p: usize, q: usize) -> bool {
    let (first, second, off) = (a[p * size + p], a[q * size + q], a[p * size + q]);
    if off.abs() <= f64::EPSILON * 0.5 * (first.abs() * second.abs()).sqrt().max(f64::MIN_POSITIVE) {
        return false;
    }
    let turn = rotation(second - first, 2.0 * off);
    rotate_columns(a, size, (p, q), turn);
    for k in 0..size {
        (a[p * size + k], a[q * size + k]) = turned(turn, a[p * size + k], a[q * size + k]);
    }
    rotate_columns(vectors, size, (p, q), turn);
    true
}

/// The cosine and sine of the smaller angle φ with tan 2φ = `off` / `apart`.
fn rotation(apart: f64, off: f64) -> (f64, f64) {
    let slope = apart / off;
    let tangent = 1.0_f64.copysign(slope) / (slope.abs() + slope.hypot(1.0));
    let cosine = 1.0 / tangent.hypot(1.0);
    (cosine, cosine * tangent)
}

fn turned((cosine, sine): (f64, f64), x: f64, y: f64) -> (f64, f64) {
    (cosine * x - sine * y, sine * x + cosine * y)
}

fn rotate_columns(matrix: &mut [f64], width: usize, (p, q): (usize, usize), turn: (f64, f64)) {
    for row in matrix.chunks_exact_mut(width) {
        (row[p], row[q]) = turned(turn, row[p], row[q]);
    }
}

/// A matrix as U·diag(s)·Vᵀ.
pub struct Singular {
    /// Rows × rank: orthonormal columns.
    pub left: Vec<f64>,
    /// Falling.
    pub values: Vec<f64>,
    /// Columns × rank: orthonormal columns.
    pub right: Vec<f64>,
}

/// Singular values and vectors; the rank is the smaller of the two sizes.
pub fn singular(matrix: &[f64], rows: usize, width: usize) -> Singular {
    if rows < width {
        let Singular { left, values, right } = singular(&transposed(matrix, rows, width), width, rows);
        return Singular { left: right, values, right: left };
    }
    let (mut left, mut right) = (matrix.to_vec(), identity(width));
    for _ in 0..SWEEPS {
        let turned = pairs(width).filter(|&pair| orthogonalise(&mut left, &mut right, width, pair)).count();
        if turned == 0 {
            break;
        }
    }
    let length = |k: usize| left.iter().skip(k).step_by(width).map(|x| x * x).sum::<f64>().sqrt();
    let lengths: Vec<f64> = (0..width).map(length).collect();
    let mut order: Vec<usize> = (0..width).collect();
    order.sort_by(|&p, &q| lengths[q].total_cmp(&lengths[p]));
    let values: Vec<f64> = order.iter().map(|&k| lengths[k]).collect();
    let (mut left, mut right) = (columns(&left, width, &order), columns(&right, width, &order));
    let least = values.first().copied().unwrap_or(0.0) * f64::EPSILON;
    let full = values.iter().take_while(|&&value| value > least).count();
    for row in left.chunks_exact_mut(width.max(1)) {
        row.iter_mut().zip(&values).take(full).for_each(|(x, value)| *x /= value);
    }
    let mut left = completed(&left, rows, width, full, width);
    face(&mut left, &mut right, width);
    Singular { left, values, right }
}

pub fn transposed(matrix: &[f64], rows: usize, width: usize) -> Vec<f64> {
    (0..rows * width).map(|place| matrix[place % rows * width + place / rows]).collect()
}

/// Turns two columns until they are at right angles; `false` where they are.
fn orthogonalise(left: &mut [f64], right: &mut [f64], width: usize, (p, q): (usize, usize)) -> bool {
    let (mut first, mut second, mut both) = (0.0, 0.0, 0.0);
    for row in left.chunks_exact(width) {
        first += row[p] * row[p];
        second += row[q] * row[q];
        both += row[p] * row[q];
    }
    if both.abs() <= f64::EPSILON * (first * second).sqrt() {
        return false;
    }
    let turn = rotation(second - first, 2.0 * both);
    rotate_columns(left, width, (p, q), turn);
    rotate_columns(right, width, (p, q), turn);
    true
}

/// The first `full` columns, and more at right angles to them, `wanted` in all.
pub fn completed(matrix: &[f64], rows: usize, width: usize, full: usize, wanted: usize) -> Vec<f64> {
    let mut found: Vec<Vec<f64>> =
        (0..full).map(|k| matrix.iter().skip(k).step_by(width.max(1)).copied().collect()).collect();
    for axis in 0..rows {
        if found.len() >= wanted {
            break;
        }
        let mut next: Vec<f64> = (0..rows).map(|row| f64::from(u8::from(row == axis))).collect();
        for held in found.iter().chain(&found) {
            let along: f64 = held.iter().zip(&next).map(|(a, b)| a * b).sum();
            next.iter_mut().zip(held).for_each(|(x, h)| *x -= along * h);
        }
        let length = next.iter().map(|x| x * x).sum::<f64>().sqrt();
        if length > 1e-4 {
            found.push(next.into_iter().map(|x| x / length).collect());
        }
    }
    (0..rows * wanted).map(|place| found[place % wanted][place / wanted]).collect()
}

/// Both vectors of a pair may be reversed: LAPACK's mostly begin below zero.
fn face(left: &mut [f64], right: &mut [f64], width: usize) {
    for k in 0..width {
        let sum: f64 = if k == 0 { left.iter().step_by(width).sum() } else { left[k] };
        if sum > 0.0 {
            left.iter_mut().skip(k).step_by(width).for_each(|x| *x = -*x);
            right.iter_mut().skip(k).step_by(width).for_each(|x| *x = -*x);
        }
    }
}
