//! Reading what came of a notebook's cells.

use serde::Serialize;

use crate::{
    python::{CellResult, Value},
    trace::numbers,
};

/// The value of cell `index`, if it has one.
pub(super) fn value(results: &[CellResult], index: usize) -> Option<&Value> {
    results.get(index)?.value.as_ref()
}

/// The numbers under `key` of a dictionary.
pub(super) fn numbers_of(dictionary: &Value, key: &str) -> Option<Vec<f64>> {
    dictionary.get(key)?.numbers().map(|(_, values)| values)
}

/// A tensor as JSON carries it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tensor {
    /// Size of each dimension.
    #[serde(rename = "forma")]
    pub shape: Vec<usize>,
    /// The type, after `torch.`.
    #[serde(rename = "tipo")]
    pub dtype: String,
    /// The elements, row by row.
    #[serde(rename = "valores", with = "numbers")]
    pub values: Vec<f64>,
    /// As PyTorch prints it.
    #[serde(rename = "texto")]
    pub text: String,
}

impl Tensor {
    /// A value that is a tensor.
    pub(super) fn of(value: &Value) -> Option<Self> {
        let Value::Tensor(tensor) = value else { return None };
        let tensor = tensor.clone();
        Some(Self { shape: tensor.shape, dtype: tensor.dtype, values: tensor.values, text: tensor.text })
    }

    /// The tensors of a list of tensors.
    pub(super) fn list(value: &Value) -> Option<Vec<Self>> {
        let Value::List(items) = value else { return None };
        items.iter().map(Self::of).collect()
    }

    /// A row of a matrix.
    pub(super) fn row(&self, row: usize) -> &[f64] {
        let columns = self.shape.last().copied().unwrap_or(0);
        self.values.get(row * columns..(row + 1) * columns).unwrap_or_default()
    }
}
