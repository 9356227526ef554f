//! Sums of products written out: `z[0, 0] = 1·(−0.0043) + (−2)·0.3097 + …`.

use super::numbers::{bracketed, element, number, shape, shape_of, signed_sum};
use crate::{
    trace::{Operation, Snapshot},
    view::Arithmetic,
};

/// Longer sums show so many terms at the start, and one at the end: of a large tensor, no more is kept.
const SHOWN: usize = 3;

/// A sum of products with its bias, as an operation computes it.
pub struct Product<'a> {
    left: &'a Snapshot,
    right: &'a Snapshot,
    bias: Option<&'a Snapshot>,
    /// Whether the right side is used as it lies in memory: rows are outputs.
    transposed: bool,
}

impl<'a> Product<'a> {
    /// The product that an operation is, if it is one of a matrix by rows.
    pub fn of(operation: &'a Operation) -> Option<Self> {
        let input = |index| operation.input(index);
        match operation.name.as_str() {
            "linear" => Some(Self { left: input(0)?, right: input(1)?, bias: input(2), transposed: true }),
            "addmm" => Some(Self { left: input(1)?, right: input(2)?, bias: input(0), transposed: false }),
            "matmul" | "mm" => Some(Self { left: input(0)?, right: input(1)?, bias: None, transposed: false }),
            _ => None,
        }
        .filter(|product| product.right.shape.len() == 2 && !product.left.shape.is_empty())
    }

    /// `(1, 3) · (3, 2) + (2,)`
    pub fn shapes(&self) -> String {
        let mut right = self.right.shape.clone();
        if self.transposed {
            right.reverse();
        }
        let bias = self.bias.map_or_else(String::new, |bias| format!(" + {}", shape(bias)));
        format!("{} · {}{bias}", shape(self.left), shape_of(&right))
    }

    /// The first element of the first row that is not all zero, where those that are kept have one.
    fn telling(&self, output: &Snapshot) -> Vec<usize> {
        let mut index = vec![0; output.shape.len()];
        let Some(level) = index.len().checked_sub(2).filter(|_| self.left.shape.len() == index.len()) else {
            return index;
        };
        let columns = *self.left.shape.last().unwrap_or(&0);
        let is_fed = |row: usize| {
            let mut at = vec![0; self.left.shape.len()];
            at[level] = row;
            (0..columns).any(|column| {
                at[level + 1] = column;
                self.left.get(&at).is_some_and(|value| value != 0.0)
            })
        };
        index[level] = (0..self.left.shape[level].min(SHOWN)).find(|&row| is_fed(row)).unwrap_or(0);
        index
    }

    /// The first element of a telling row, written out.
    pub fn arithmetic(&self, output: &Snapshot) -> Option<Arithmetic> {
        let index = self.telling(output);
        let column = *index.last()?;
        let length = *self.left.shape.last()?;
        let factors = |k: usize| {
            let left = [&index[..index.len() - 1], &[k]].concat();
            let right = if self.transposed { [column, k] } else { [k, column] };
            Some((self.left.get(&left)?, self.right.get(&right)?))
        };
        let bias = self.bias.and_then(|bias| bias.get(&[column]));
        let result = output.get(&index)?;
        let arithmetic = Arithmetic::new(element("z", &index));
        if length > SHOWN + 3 {
            let terms = (0..SHOWN).map(|k| factors(k).map(term)).collect::<Option<Vec<_>>>()?.join(" + ");
            let last = term(factors(length - 1)?);
            let more = length - SHOWN - 1;
            let bias = bias.map_or_else(String::new, |bias| format!(" + {}", bracketed(bias)));
            return Some(
                arithmetic.equals(format!("{terms} + … ({more} términos más) … + {last}{bias}")).about(number(result)),
            );
        }
        let pairs = (0..length).map(factors).collect::<Option<Vec<_>>>()?;
        let mut terms: Vec<String> = pairs.iter().copied().map(term).collect();
        terms.extend(bias.map(bracketed));
        let mut products: Vec<f64> = pairs.iter().map(|(a, b)| a * b).collect();
        products.extend(bias);
        Some(arithmetic.equals(terms.join(" + ")).equals(signed_sum(&products)).about(number(result)))
    }
}

fn term((left, right): (f64, f64)) -> String {
    format!("{}·{}", bracketed(left), bracketed(right))
}
