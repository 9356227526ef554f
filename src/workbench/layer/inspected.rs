//! The numbers of a layer; also `--formato json`.

use serde::Serialize;

use super::{Changed, Layer, Unfolded};
use crate::{
    python::CellResult,
    trace::Record,
    workbench::cell::{Tensor, value},
};

/// The numbers of a layer.
#[derive(Clone, Debug, Serialize)]
pub struct Inspected {
    /// The activation, as in `leaky_relu(0.2)`.
    #[serde(rename = "activacion")]
    pub activation: String,
    /// The input.
    pub x: Tensor,
    /// The weights, a row an output.
    #[serde(rename = "W")]
    pub w: Tensor,
    /// The biases.
    pub b: Tensor,
    /// What the linear part gives.
    pub z: Tensor,
    /// What the activation makes of it.
    pub a: Tensor,
    /// The gradients of the sum of the output.
    #[serde(rename = "gradientes", skip_serializing_if = "Option::is_none")]
    pub gradients: Option<Gradients>,
    /// The cell that was asked about.
    #[serde(rename = "porque", skip_serializing_if = "Option::is_none")]
    pub why: Option<Unfolded>,
    /// What each change changes.
    #[serde(rename = "cambios")]
    pub changes: Vec<Changed>,
    /// The steps forward.
    #[serde(skip)]
    pub(super) forward: Record,
    /// The steps backward.
    #[serde(skip)]
    pub(super) backward: Option<Record>,
}

/// Gradients of the parameters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gradients {
    /// Of the weights.
    #[serde(rename = "W")]
    pub w: Tensor,
    /// Of the biases.
    pub b: Tensor,
}

impl Layer {
    /// Reads what came of the notebook; none when something in it failed.
    #[must_use]
    #[expect(clippy::many_single_char_names, reason = "they are called so in every formula")]
    pub fn read(&self, results: &[CellResult]) -> Option<Inspected> {
        let places = self.places();
        let [x, w, b, z, a] = <[Tensor; 5]>::try_from(Tensor::list(value(results, places.facts)?)?).ok()?;
        let changes = self.changes.iter().zip(&places.changes);
        let changes = changes.map(|(&change, &place)| Some(Changed::read(change, results.get(place)?, &a)));
        let changes = changes.collect::<Option<_>>()?;
        let record = |place: usize| results.get(place)?.record.clone();
        let (forward, backward) = (record(places.forward)?, places.backward.and_then(record));
        let gradients = match places.gradients {
            Some(place) => Some(Gradients::read(results, place)?),
            None => None,
        };
        let activation = self.activation.label();
        let found = Inspected { activation, x, w, b, z, a, gradients, why: None, changes, forward, backward };
        let why = self.why.and_then(|cell| Unfolded::of(&found, cell));
        Some(Inspected { why, ..found })
    }
}

impl Gradients {
    fn read(results: &[CellResult], place: usize) -> Option<Self> {
        let [w, b] = <[Tensor; 2]>::try_from(Tensor::list(value(results, place)?)?).ok()?;
        Some(Self { w, b })
    }
}
