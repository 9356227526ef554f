//! One cell of the output, down to products, sum, bias and activation.

use serde::Serialize;

use super::inspected::Inspected;

/// A cell of the output and what it is made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unfolded {
    /// Its row.
    #[serde(rename = "fila")]
    pub row: usize,
    /// Its column.
    #[serde(rename = "columna")]
    pub column: usize,
    /// An input times its weight, for each input.
    #[serde(rename = "terminos")]
    pub terms: Vec<Term>,
    /// The bias.
    #[serde(rename = "sesgo")]
    pub bias: f64,
    /// Their sum.
    pub z: f64,
    /// What the activation makes of it.
    pub a: f64,
}

/// An input times its weight.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Term {
    /// The input.
    #[serde(rename = "entrada")]
    pub input: f64,
    /// Its weight.
    #[serde(rename = "peso")]
    pub weight: f64,
    /// What the two give.
    #[serde(rename = "producto")]
    pub product: f64,
}

impl Unfolded {
    /// Unfolds a cell.
    pub(super) fn of(found: &Inspected, (row, column): (usize, usize)) -> Option<Self> {
        let pairs = found.x.row(row).iter().zip(found.w.row(column));
        let terms = pairs.map(|(&input, &weight)| Term { input, weight, product: input * weight }).collect();
        let (bias, z, a) = (found.b.values.get(column)?, found.z.row(row).get(column)?, found.a.row(row).get(column)?);
        Some(Self { row, column, terms, bias: *bias, z: *z, a: *a })
    }

    /// The place, from 0, of the term that weighs most.
    pub(super) fn heaviest(&self) -> usize {
        let size = |index: &usize| self.terms[*index].product.abs();
        (0..self.terms.len()).max_by(|i, j| size(i).total_cmp(&size(j))).unwrap_or(0)
    }
}
