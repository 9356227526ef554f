//! What is to be said about an answer.

use crate::{
    lesson::Kind,
    spanish::{self, Unclear},
    view::Text,
};

/// What is to be said about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is right.
    Right {
        /// How it is spelled, where it was written otherwise.
        spelling: Option<String>,
    },
    /// It is wrong.
    Wrong {
        /// What it shows.
        message: Text,
        /// The name of the mistake, if it is a known one.
        mistake: Option<String>,
    },
    /// It is no answer, or not yet.
    Unclear {
        /// What is missing.
        message: Text,
    },
}

impl Verdict {
    pub(super) fn unclear(message: impl Into<Text>) -> Self {
        Self::Unclear { message: message.into() }
    }
}

/// One message, or all those that could be meant.
pub(super) fn several(messages: Vec<Text>) -> Text {
    if messages.len() == 1 {
        return messages.into_iter().next().unwrap_or_default();
    }
    let text = Text::new().say("A esa respuesta se llega por varios caminos:");
    messages.into_iter().fold(text, |text, message| text.say("\n· ").join(message))
}

/// What was typed is an answer of another kind, or of none.
pub(super) fn misread(kind: Kind, typed: &str, unclear: &Unclear) -> Verdict {
    let word = spanish::yes_no(typed).is_some() || spanish::sign(typed).is_ok();
    let other = match kind {
        Kind::Numero if word => Some("Aquí va un número. Escríbelo con cifras, por ejemplo −0.87."),
        Kind::Numero if spanish::shape(typed).is_ok_and(|shape| shape.len() > 1) && typed.contains(['(', 'x']) => {
            Some("Eso parece una forma, y aquí va un solo número.")
        }
        Kind::Numero if spanish::rows(typed).is_ok_and(|rows| rows.concat().len() > 1) => {
            Some("Has escrito varios números, y aquí va uno solo.")
        }
        Kind::Forma if word => Some("Aquí va una forma: cuántas filas y cuántas columnas, por ejemplo (4, 5)."),
        Kind::Tensor if word => Some("Aquí van los números del tensor, separados por espacios."),
        _ => None,
    };
    let said = || format!("{}: {}.", capital(&unclear.message), unclear.hint);
    Verdict::unclear(other.map_or_else(said, ToOwned::to_owned))
}

/// With a capital letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
