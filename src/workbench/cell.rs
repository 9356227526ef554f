//! Reading what came of a notebook's cells.

use crate::python::{CellResult, Value};

/// The value of cell `index`, if it has one.
pub(super) fn value(results: &[CellResult], index: usize) -> Option<&Value> {
    results.get(index)?.value.as_ref()
}

/// The numbers under `key` of a dictionary.
pub(super) fn numbers_of(dictionary: &Value, key: &str) -> Option<Vec<f64>> {
    dictionary.get(key)?.numbers().map(|(_, values)| values)
}
