//! Roles: what a piece of text *is*. How a role looks is the terminal's business.

use serde::{Deserialize, Serialize};

/// What a piece of text is within what is being said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Running text.
    #[default]
    #[serde(rename = "texto")]
    Plain,
    /// A heading, or the name of what is being shown.
    #[serde(rename = "titulo")]
    Title,
    /// Code as the student wrote it, a name from it, or a command to type.
    #[serde(rename = "codigo")]
    Code,
    /// A mathematical expression.
    #[serde(rename = "formula")]
    Formula,
    /// A tensor as PyTorch prints it.
    #[serde(rename = "tensor")]
    Tensor,
    /// A technical term where it first appears.
    #[serde(rename = "termino")]
    Term,
    /// A number within running text.
    #[serde(rename = "numero")]
    Number,
    /// Words that carry the weight of the sentence.
    #[serde(rename = "enfasis")]
    Emphasis,
    /// A positive value, or something that went well.
    #[serde(rename = "positivo")]
    Positive,
    /// A negative value, or something that is dead or lost.
    #[serde(rename = "negativo")]
    Negative,
    /// Something to watch.
    #[serde(rename = "aviso")]
    Warning,
    /// Something that is wrong.
    #[serde(rename = "error")]
    Error,
    /// What may be skipped: places, rules, line numbers.
    #[serde(rename = "tenue")]
    Muted,
    /// What to do next.
    #[serde(rename = "pista")]
    Hint,
    /// The first curve of a plot, and every fourth after it; the sign of a curve tells more than its role.
    #[serde(rename = "curva-1")]
    Curve1,
    /// The second.
    #[serde(rename = "curva-2")]
    Curve2,
    /// The third.
    #[serde(rename = "curva-3")]
    Curve3,
    /// The fourth.
    #[serde(rename = "curva-4")]
    Curve4,
}
