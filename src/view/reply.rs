//! What is asked and answered.

use serde::{Deserialize, Serialize};

use super::Text;

/// What a reply is within a dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplyKind {
    /// We ask.
    #[serde(rename = "pregunta")]
    Question,
    /// What the student wrote, or would write.
    #[serde(rename = "respuesta")]
    Answer,
    /// That is right.
    #[serde(rename = "acierto")]
    Right,
    /// That is not right.
    #[serde(rename = "fallo")]
    Wrong,
    /// A hint: which one, of how many.
    #[serde(rename = "pista")]
    Hint(usize, usize),
}

/// One turn of a dialogue. A line feed in its text starts a line below, as far in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// What it is.
    #[serde(rename = "clase")]
    pub kind: ReplyKind,
    /// What it says.
    #[serde(rename = "texto")]
    pub text: Text,
    /// What can be chosen, numbered from 1.
    #[serde(rename = "opciones", skip_serializing_if = "Vec::is_empty", default)]
    pub options: Vec<Text>,
}

impl Reply {
    /// A turn of the given kind.
    #[must_use]
    pub fn new(kind: ReplyKind, text: impl Into<Text>) -> Self {
        Self { kind, text: text.into(), options: Vec::new() }
    }

    /// We ask.
    #[must_use]
    pub fn question(text: impl Into<Text>) -> Self {
        Self::new(ReplyKind::Question, text)
    }

    /// What the student wrote, or would write.
    #[must_use]
    pub fn answer(text: impl Into<Text>) -> Self {
        Self::new(ReplyKind::Answer, text)
    }

    /// That is right.
    #[must_use]
    pub fn right(text: impl Into<Text>) -> Self {
        Self::new(ReplyKind::Right, text)
    }

    /// That is not right.
    #[must_use]
    pub fn wrong(text: impl Into<Text>) -> Self {
        Self::new(ReplyKind::Wrong, text)
    }

    /// Hint `number` of `total`.
    #[must_use]
    pub fn hint(number: usize, total: usize, text: impl Into<Text>) -> Self {
        Self::new(ReplyKind::Hint(number, total), text)
    }

    /// What can be chosen.
    #[must_use]
    pub fn options<T: Into<Text>>(mut self, options: impl IntoIterator<Item = T>) -> Self {
        self.options = options.into_iter().map(Into::into).collect();
        self
    }
}
