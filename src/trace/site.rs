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
    /// The name that the statement gives to the value of that expression: `x` in `x = torch.ones(3)`.
    #[serde(rename = "nombre", default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
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

/// The name that a statement gives to the value of an expression, from what stands before it on its first line and
/// after it on its last one.
#[must_use]
pub fn assigned(before: &str, after: &str) -> Option<String> {
    let after = after.trim_start();
    let statement = before.rsplit(';').next()?.trim_end().strip_suffix('=')?.trim();
    let annotated = statement.split_once(':').map(|(name, _)| name.trim_end());
    let guarded = statement.rsplit_once(':').map(|(_, name)| name.trim_start());
    let name = [Some(statement), annotated, guarded].into_iter().flatten().find(|name| is_name(name))?;
    (after.is_empty() || after.starts_with([';', '#'])).then(|| name.to_owned())
}

/// Whether it is a name, or an attribute of one: `self.w`.
fn is_name(text: &str) -> bool {
    text.split('.').all(|part| {
        part.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && part.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_assignment_names_a_value() {
        for (before, after, name) in [
            ("x = ", "", Some("x")),
            ("a = torch.ones(2); y = ", "  # dos", Some("y")),
            ("x: Tensor = ", "; z = 1", Some("x")),
            ("if listo: x = ", "", Some("x")),
            ("    self.w = ", "", Some("self.w")),
            ("x = ", ".sum()", None),
            ("x = ", " + 1", None),
            ("x += ", "", None),
            ("x == ", "", None),
            ("x = y = ", "", None),
            ("f(a, b=", ")", None),
            ("print(", ")", None),
            ("x[1] = ", "", None),
            ("", "", None),
        ] {
            assert_eq!(assigned(before, after).as_deref(), name, "{before}…{after}");
        }
    }
}
