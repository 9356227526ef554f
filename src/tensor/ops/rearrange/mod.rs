//! The same elements in another order, or several times.

mod diagonal;
mod order;
mod repeat;
mod triangle;

pub use repeat::interleaved;

use super::places::{Pick, sums};
use crate::tensor::{Attributes, Result, Tensor, apply, row_major};

/// Where each index of each dimension lies in a row-major tensor.
fn tables(shape: &[usize]) -> Vec<Vec<usize>> {
    let strides = row_major(shape);
    shape.iter().zip(strides).map(|(&size, stride)| (0..size).map(|index| index * stride).collect()).collect()
}

/// The elements that the tables name, one dimension each.
fn picked(
    x: &Tensor,
    name: &'static str,
    node: &'static str,
    tables: &[Vec<usize>],
    attributes: Attributes,
) -> Result<Tensor> {
    let shape = tables.iter().map(Vec::len).collect();
    apply(Pick { name, node, places: sums(tables).into(), shape, attributes }, std::slice::from_ref(x))
}
