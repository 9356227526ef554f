//! A change of the layer, and what it changes.

use serde::Serialize;

use crate::{python::CellResult, workbench::cell::Tensor};

/// A change of the layer, of which only what it changes is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Change {
    /// Without its bias.
    #[serde(rename = "sin-sesgo")]
    NoBias,
    /// Without its activation.
    #[serde(rename = "sin-activacion")]
    NoActivation,
    /// With its activation applied twice.
    #[serde(rename = "dos-veces")]
    Twice,
    /// With its activation applied to the input instead of the output.
    #[serde(rename = "activacion-antes")]
    Before,
}

impl Change {
    /// The expression of the changed output.
    pub(super) fn expression(self) -> &'static str {
        match self {
            Self::NoBias => "capa.activation(x @ capa.linear.weight.T)",
            Self::NoActivation => "capa.linear(x)",
            Self::Twice => "capa.activation(capa(x))",
            Self::Before => "capa.linear(capa.activation(x))",
        }
    }

    /// What the change is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::NoBias => "sin el sesgo",
            Self::NoActivation => "sin la activación",
            Self::Twice => "con la activación aplicada dos veces",
            Self::Before => "con la activación antes de la parte lineal",
        }
    }
}

/// What a change changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changed {
    /// The change.
    #[serde(rename = "cambio")]
    pub change: Change,
    /// The Python that gives the changed output.
    #[serde(rename = "expresion")]
    pub expression: &'static str,
    /// The changed output.
    #[serde(rename = "a", skip_serializing_if = "Option::is_none")]
    pub output: Option<Tensor>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The elements that differ.
    #[serde(rename = "diferencias")]
    pub differences: Vec<Difference>,
}

/// An element that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// Its place.
    #[serde(rename = "indice")]
    pub index: [usize; 2],
    /// Its value in the layer as it is.
    #[serde(rename = "antes")]
    pub before: f64,
    /// Its value in the changed one.
    #[serde(rename = "ahora")]
    pub after: f64,
}

impl Changed {
    /// Reads what came of the changed output's expression.
    pub(super) fn read(change: Change, result: &CellResult, before: &Tensor) -> Self {
        let output = result.value.as_ref().and_then(Tensor::of);
        let error = result.error.as_ref().map(|error| error.message.clone());
        let differences = output.as_ref().map(|after| differences(before, after)).unwrap_or_default();
        Self { change, expression: change.expression(), output, error, differences }
    }
}

/// The elements that differ between two matrices.
fn differences(before: &Tensor, after: &Tensor) -> Vec<Difference> {
    let columns = before.shape.last().copied().unwrap_or(1).max(1);
    let pairs = before.values.iter().zip(&after.values).enumerate().filter(|(_, (before, after))| before != after);
    let index = |place: usize| [place / columns, place % columns];
    pairs.map(|(place, (&before, &after))| Difference { index: index(place), before, after }).collect()
}
