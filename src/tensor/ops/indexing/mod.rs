//! `x[...]` and what else finds elements by number.

mod along;
mod assign;
mod flat;
mod masked;
mod nonzero;
mod plan;
mod reduce;
mod select;
mod window;

pub use along::Scatter;
pub use plan::Index;
pub use reduce::Reduce;

use super::places::{Pick, Put};
use crate::tensor::{Attribute, Attributes, Error, Result, Tensor, apply};

/// Part of a tensor, as an operation of PyTorch's name.
struct Taken {
    name: &'static str,
    node: &'static str,
    places: Vec<usize>,
    shape: Vec<usize>,
    attributes: Attributes,
}

impl Taken {
    fn from(self, x: &Tensor) -> Result<Tensor> {
        let Self { name, node, places, shape, attributes } = self;
        apply(Pick { name, node, places: places.into(), shape, attributes }, std::slice::from_ref(x))
    }
}

/// An overwriting or adding operation of PyTorch's name.
struct Written {
    name: &'static str,
    node: &'static str,
    places: Vec<usize>,
    shape: Vec<usize>,
    accumulate: bool,
    attributes: Attributes,
}

impl Written {
    /// Elements of a tensor, which gradients reach.
    fn with(self, source: &Tensor) -> (Put, Option<Tensor>) {
        (self.put(None), Some(source.clone()))
    }

    /// One value, which no gradient reaches.
    fn with_value(self, value: &Tensor) -> (Put, Option<Tensor>) {
        (self.put(Some(value.clone())), None)
    }

    fn put(self, value: Option<Tensor>) -> Put {
        let Self { name, node, places, shape, accumulate, attributes } = self;
        Put { name, node, places: places.into(), shape, accumulate, value, attributes }
    }
}

/// What a writing operation runs on.
fn inputs(x: &Tensor, source: Option<Tensor>) -> Vec<Tensor> {
    std::iter::once(x.clone()).chain(source).collect()
}

/// An index of a dimension as a place, or PyTorch's error.
fn bounded(index: i64, dim: usize, size: usize) -> Result<usize> {
    usize::try_from(index)
        .ok()
        .filter(|&place| place < size)
        .ok_or_else(|| Error::runtime(format!("index {index} is out of bounds for dimension {dim} with size {size}")))
}

fn dim_of(dim: usize) -> Attributes {
    vec![("dim", Attribute::Int(dim as i64))]
}
