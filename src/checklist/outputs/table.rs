//! What the file about outputs holds.

use serde::{Deserialize, Serialize};

use crate::{
    checklist::naming::Named,
    content::{Spanned, Version},
};

/// What the file holds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    #[serde(rename = "formato")]
    _format: Version,
    #[serde(rename = "preparacion")]
    pub(super) preparation: Spanned<String>,
    #[serde(rename = "problemas")]
    pub(super) problems: Vec<Problem>,
    #[serde(rename = "salidas")]
    pub(super) outputs: Vec<Output>,
    #[serde(rename = "perdidas")]
    pub(super) losses: Vec<Loss>,
    #[serde(rename = "combinaciones")]
    pub(super) rules: Vec<Spanned<Rule>>,
}

/// A kind of problem.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// Its stable name.
    pub id: String,
    /// What it is called.
    #[serde(rename = "nombre")]
    pub name: String,
    /// What that is.
    #[serde(rename = "explica")]
    pub explains: String,
    /// What else has to be known of it.
    #[serde(rename = "pide")]
    pub wants: Option<Wants>,
    #[serde(rename = "nombres")]
    names: Vec<String>,
}

/// What else has to be known of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Wants {
    /// How many classes there are.
    #[serde(rename = "clases")]
    Classes,
    /// Between which values the targets lie.
    #[serde(rename = "rango")]
    Range,
}

/// What a model does last.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// Its stable name.
    pub id: String,
    /// What it is called; backticks mark code.
    #[serde(rename = "nombre")]
    pub name: String,
    /// The function, as an expression.
    pub(super) python: String,
    /// PyTorch's names of the operation in a trace.
    #[serde(rename = "operaciones", default)]
    pub(super) operations: Vec<String>,
    #[serde(rename = "nombres")]
    names: Vec<String>,
}

/// A loss.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loss {
    /// Its stable name.
    pub id: String,
    /// Its class.
    #[serde(rename = "nombre")]
    pub name: String,
    #[serde(rename = "operaciones", default)]
    pub(super) operations: Vec<String>,
    #[serde(rename = "nombres")]
    names: Vec<String>,
}

/// What is said of a combination.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    #[serde(rename = "problemas", default)]
    pub(super) problems: Vec<String>,
    #[serde(rename = "salidas", default)]
    pub(super) outputs: Vec<String>,
    #[serde(rename = "perdidas", default)]
    pub(super) losses: Vec<String>,
    #[serde(rename = "cuando")]
    pub(super) condition: Option<Spanned<String>>,
    #[serde(rename = "veredicto")]
    pub(super) fit: Fit,
    #[serde(rename = "porque")]
    pub(super) why: Spanned<String>,
    #[serde(rename = "cambio")]
    pub(super) change: Option<String>,
}

/// Whether a combination is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fit {
    /// It is.
    #[serde(rename = "bien")]
    Good,
    /// It works, and there is something to say about it.
    #[serde(rename = "pasable")]
    Passable,
    /// It is not.
    #[serde(rename = "mal")]
    Bad,
}

macro_rules! named {
    ($($noun:ident)*) => {
        $(impl Named for $noun {
            fn name(&self) -> &str {
                &self.name
            }

            fn names(&self) -> &[String] {
                &self.names
            }
        })*
    };
}

named!(Problem Output Loss);
