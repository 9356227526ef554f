//! `unique`, `unique_consecutive`: each element, or each slice, once.

use std::{borrow::Cow, cmp::Ordering, rc::Rc};

use super::spread::Take;
use crate::tensor::{Element, Error, Gradients, Operation, Result, Tensor, apply, autograd::Context, wrap_dim};

/// Elements that stay, without a way back.
#[derive(Clone, Debug)]
struct Distinct {
    take: Take,
    name: &'static str,
    node: &'static str,
}

impl Operation for Distinct {
    fn name(&self) -> &'static str {
        self.take.name
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.node)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        self.take.forward(inputs)
    }

    fn backward(&self, _context: &Context<'_>, _grad: &Tensor) -> Result<Gradients> {
        Err(Error::not_implemented(format!("the derivative for '{}' is not implemented.", self.name)))
    }
}

/// What is left, which of it each one is, how often each was there.
#[derive(Debug)]
pub struct Unique {
    /// The distinct elements or slices.
    pub values: Tensor,
    /// For each element or slice, the index of its value.
    pub inverse: Tensor,
    /// How many had each value.
    pub counts: Tensor,
}

/// Slices of `width` elements at `starts`, each `stride` apart.
struct Rows {
    count: usize,
    offsets: Vec<usize>,
    step: usize,
}

impl Rows {
    fn of(shape: &[usize], dim: Option<usize>) -> Self {
        let Some(dim) = dim else { return Self { count: shape.iter().product(), offsets: vec![0], step: 1 } };
        let (len, inner) = (shape[dim], shape[dim + 1..].iter().product::<usize>());
        let outer: usize = shape[..dim].iter().product();
        let offsets = (0..outer).flat_map(|block| (0..inner).map(move |at| block * len * inner + at)).collect();
        Self { count: len, offsets, step: inner }
    }

    fn compare<T: Element>(&self, xs: &[T], a: usize, b: usize) -> Ordering {
        let order = |&at: &usize| {
            let (a, b) = (xs[at + a * self.step], xs[at + b * self.step]);
            a.partial_cmp(&b)
                .unwrap_or_else(|| if a.partial_cmp(&a).is_some() { Ordering::Less } else { Ordering::Greater })
        };
        self.offsets.iter().map(order).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    /// The rows in their order, and for each of these whether it differs from the one before.
    fn runs<T: Element>(&self, xs: &[T], sorted: bool) -> Vec<(usize, bool)> {
        let mut order: Vec<usize> = (0..self.count).collect();
        if sorted {
            order.sort_by(|&a, &b| total(self.compare(xs, a, b), self.compare(xs, b, a), a, b));
        }
        let differs = |at: usize| at == 0 || self.compare(xs, order[at - 1], order[at]).is_ne();
        order.iter().enumerate().map(|(at, &row)| (row, differs(at))).collect()
    }
}

/// An order even among NaN, of which none equals another.
fn total(there: Ordering, back: Ordering, a: usize, b: usize) -> Ordering {
    if there == back { a.cmp(&b) } else { there }
}

fn unique(x: &Tensor, dim: Option<i64>, sorted: bool, names: (&'static str, &'static str)) -> Result<Unique> {
    let dim = dim.map(|dim| wrap_dim(dim, x.ndim())).transpose()?;
    let mut shape = x.shape();
    let rows = Rows::of(&shape, dim);
    let runs = crate::with_dtype!(x.dtype(), T => x.read_slice::<T, _>(|xs| rows.runs(xs, sorted)))?;
    let (mut kept, mut counts, mut inverse) = (Vec::new(), Vec::new(), vec![0_i64; rows.count]);
    for (row, is_new) in runs {
        if is_new {
            kept.push(row);
            counts.push(0_i64);
        }
        inverse[row] = counts.len() as i64 - 1;
        if let Some(count) = counts.last_mut() {
            *count += 1;
        }
    }
    let whole = if dim.is_some() { vec![rows.count] } else { shape.clone() };
    match dim {
        Some(dim) => shape[dim] = kept.len(),
        None => shape = vec![kept.len()],
    }
    let places: Rc<[usize]> = places(&rows, &kept, &shape, dim);
    let (name, node) = names;
    let take = Take { name: "unique", node, places, shape };
    let values = apply(Distinct { take, name, node }, std::slice::from_ref(x))?;
    let count = counts.len();
    Ok(Unique { values, inverse: Tensor::from_vec(inverse, &whole), counts: Tensor::from_vec(counts, &[count]) })
}

/// Where the elements of the rows that stay come from, in row-major order of the result.
fn places(rows: &Rows, kept: &[usize], shape: &[usize], dim: Option<usize>) -> Rc<[usize]> {
    let inner = dim.map_or(1, |dim| shape[dim + 1..].iter().product::<usize>()).max(1);
    let blocks = rows.offsets.chunks_exact(inner);
    blocks.flat_map(|block| kept.iter().flat_map(|row| block.iter().map(move |at| at + row * rows.step))).collect()
}

impl Tensor {
    /// `torch.unique`: ascending.
    ///
    /// # Errors
    /// PyTorch's, for a dimension that is not there.
    pub fn unique(&self, dim: Option<i64>) -> Result<Unique> {
        let names = if dim.is_some() { ("unique_dim", "UniqueDimBackward0") } else { ("_unique2", "Unique2Backward0") };
        unique(self, dim, true, names)
    }

    /// `torch.unique_consecutive`: the first of each run.
    ///
    /// # Errors
    /// As [`Tensor::unique`].
    pub fn unique_consecutive(&self, dim: Option<i64>) -> Result<Unique> {
        unique(self, dim, false, ("unique_consecutive", "UniqueConsecutiveBackward0"))
    }
}
