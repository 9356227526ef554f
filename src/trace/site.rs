//! What the record asks of the running program.

use serde::{Deserialize, Serialize};

use crate::tensor::{Attributes, Tensor};

/// A place in the student's program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file as the student named it.
    #[serde(rename = "archivo")]
    pub file: String,
    /// The line, from 1.
    #[serde(rename = "linea")]
    pub line: usize,
    /// First column of the running expression, from 1, in characters.
    #[serde(rename = "columna", default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Column after its last character, if it ends on the same line.
    #[serde(rename = "columna_final", default, skip_serializing_if = "Option::is_none")]
    pub end_column: Option<usize>,
    /// The text of the line.
    #[serde(rename = "fuente")]
    pub source: String,
    /// The function, or `<module>`.
    #[serde(rename = "funcion")]
    pub function: String,
    /// The student's lines that led here, outermost first; the last one is `line`.
    #[serde(rename = "llamadas")]
    pub calls: Vec<usize>,
}

/// Tells where the program is.
pub trait Site {
    /// A number for the student's calls that led here: the same instructions give the same number. Asked at every operation,
    /// so it must be cheap.
    fn key(&self) -> u64;

    /// The modules whose forward is running: `CustomLinear.linear`. They are part of the key. Asked only for what is
    /// kept.
    fn modules(&self) -> String;

    /// The number of the innermost of them among the modules that a survey counts. Asked only for what is kept.
    fn module(&self) -> Option<usize> {
        None
    }

    /// Whether that module trains, where modules are counted.
    fn training(&self) -> Option<bool> {
        None
    }

    /// The settings of what changes tensors here and now: an optimizer's `lr`. Asked only for what is kept.
    fn settings(&self) -> Attributes {
        Attributes::new()
    }

    /// The place itself. Asked only for what is kept.
    fn here(&self) -> Option<Place>;
}

/// What a tensor is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A module's parameter or buffer, by its dotted path: `linear.weight`.
    Parameter(String),
    /// A variable of the student's.
    Variable(String),
}

/// Tells what tensors are called. Asked only for what is kept.
pub trait Names {
    /// The name of this very tensor, where it has one.
    fn name(&self, tensor: &Tensor) -> Option<Name>;
}
