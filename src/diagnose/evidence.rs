//! Numbers of the student's own model that show what is wrong with it.

use super::Op;
use crate::{
    explain::{number, shape_of},
    trace::Snapshot,
    view::scientific,
};

/// A matrix with more elements than this is told by its shape.
const SHOWN: usize = 12;

/// Names and texts for the gaps of a finding.
pub type Values = Vec<(&'static str, String)>;

/// A matrix of doubles.
struct Matrix {
    rows: usize,
    columns: usize,
    values: Vec<f64>,
}

impl Matrix {
    fn of(snapshot: &Snapshot) -> Option<Self> {
        let (rows, columns) = match snapshot.shape[..] {
            [rows, columns] => (rows, columns),
            [columns] => (1, columns),
            _ => return None,
        };
        snapshot.whole.then(|| Self { rows, columns, values: snapshot.values.clone() })
    }

    fn at(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.columns + column]
    }

    /// self · other
    fn times(&self, other: &Self) -> Option<Self> {
        (self.columns == other.rows).then(|| {
            let cell = |index: usize| {
                let (row, column) = (index / other.columns, index % other.columns);
                (0..self.columns).map(|k| self.at(row, k) * other.at(k, column)).sum()
            };
            let values = (0..self.rows * other.columns).map(cell).collect();
            Self { rows: self.rows, columns: other.columns, values }
        })
    }

    fn transposed(&self) -> Self {
        let cell = |index: usize| self.at(index % self.rows, index / self.rows);
        Self { rows: self.columns, columns: self.rows, values: (0..self.values.len()).map(cell).collect() }
    }
}

/// The one layer that two linear layers amount to, computed from their weights, and how far its results are from
/// theirs: `W`, `b`, `forma`, `parámetros`, `bastan`, `diferencia`.
#[must_use]
pub fn collapsed(first: Op<'_>, second: Op<'_>) -> Values {
    one_layer(first, second).unwrap_or_default()
}

fn one_layer(first: Op<'_>, second: Op<'_>) -> Option<Values> {
    let matrix = |op: Op<'_>, index: usize| op.operation.input(index).and_then(Matrix::of);
    let (w1, w2) = (matrix(first, 1)?, matrix(second, 1)?);
    let w = w2.times(&w1)?;
    let biases: Vec<f64> = match (matrix(first, 2), matrix(second, 2)) {
        (None, None) => vec![0.0; w.rows],
        (b1, b2) => {
            let moved = b1.and_then(|b1| w2.times(&b1.transposed())).map(|moved| moved.values);
            let moved = moved.unwrap_or_else(|| vec![0.0; w.rows]);
            let added = b2.map_or_else(|| vec![0.0; w.rows], |b2| b2.values);
            moved.iter().zip(added).map(|(a, b)| a + b).collect()
        }
    };
    let count = |op: Op<'_>| op.operation.inputs.iter().skip(1).map(|input| input.value.stats.count).sum::<usize>();
    let mut values = vec![
        ("forma", shape_of(&[w.rows, w.columns])),
        ("parámetros", (count(first) + count(second)).to_string()),
        ("bastan", (w.values.len() + biases.len()).to_string()),
    ];
    if w.values.len() <= SHOWN {
        values.push(("W", rows(&w)));
        values.push(("b", list(&biases)));
    }
    values.extend(difference(first, second, &w, &biases).map(|difference| ("diferencia", scientific(difference, 1))));
    Some(values)
}

/// The largest distance between what one layer gives and what the two gave.
fn difference(first: Op<'_>, second: Op<'_>, w: &Matrix, biases: &[f64]) -> Option<f64> {
    let (x, given) = (Matrix::of(first.operation.input(0)?)?, Matrix::of(&second.operation.output)?);
    let one = x.times(&w.transposed())?;
    let pairs = one.values.iter().enumerate().map(|(index, value)| value + biases[index % w.rows]).zip(&given.values);
    let largest = pairs.map(|(one, two)| (one - two).abs()).fold(0.0, f64::max);
    // What lies between them, such as a dropout that is active, can make them differ.
    (given.values.len() == one.values.len() && largest < 1e-4).then_some(largest)
}

/// As PyTorch would print it, in one line: `[[0.5, -1.2]]`.
fn rows(matrix: &Matrix) -> String {
    let rows: Vec<String> = matrix.values.chunks(matrix.columns).map(list).collect();
    format!("[{}]", rows.join(", "))
}

/// `[0.5, −1.2]`
#[must_use]
pub fn list(values: &[f64]) -> String {
    format!("[{}]", values.iter().map(|&value| number(value)).collect::<Vec<_>>().join(", "))
}

/// `37 %`
#[must_use]
pub fn percent(part: usize, whole: usize) -> String {
    format!("{:.0} %", 100.0 * part as f64 / whole.max(1) as f64)
}

/// As many digits as one wants to read: `0.25`, `170`, `2.1e-07`.
#[must_use]
pub fn about(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        ..1e-3 | 1e6.. => scientific(value, 1).replace('-', "−").replace("e−", "e-"),
        ..1.0 => number((value * 1e3).round() / 1e3),
        ..100.0 => number((value * 1e2).round() / 1e2),
        _ => number(value.round()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_one_reads() {
        let said = [0.0, 2.14e-7, -2.14e-7, 0.25, -0.4837, 18.885, 170.0109, 5_963.0].map(about);
        assert_eq!(said, ["0", "2.1e-07", "−2.1e-07", "0.25", "−0.484", "18.89", "170", "5963"]);
    }
}
