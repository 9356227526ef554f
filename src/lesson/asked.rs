//! A question with its answer: nothing in it is left to compute.

use serde::Serialize;

use super::{Answer, Kind};
use crate::view::Text;

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// Its stable name.
    pub id: String,
    /// What kind of answer is asked for.
    #[serde(rename = "clase")]
    pub kind: Kind,
    /// What is asked.
    #[serde(rename = "pregunta")]
    pub ask: Text,
    /// What can be chosen.
    #[serde(rename = "opciones")]
    pub options: Vec<Text>,
    /// The right answer.
    #[serde(rename = "respuesta")]
    pub answer: Answer,
    /// Other texts that are right as well.
    #[serde(rename = "acepta")]
    pub accepted: Vec<String>,
    /// How far off a number may be.
    #[serde(rename = "tolerancia")]
    pub tolerance: f64,
    /// Hints, each telling more than the one before.
    #[serde(rename = "pistas")]
    pub hints: Vec<Text>,
    /// Why the answer is right.
    #[serde(rename = "porque")]
    pub why: Text,
    /// Typical mistakes that its author names.
    #[serde(rename = "errores")]
    pub mistakes: Vec<Mistake>,
    /// Typical slips in the computation, derived from it.
    #[serde(rename = "despistes")]
    pub slips: Vec<Mistake>,
}

/// A typical mistake: what it gives, and what it shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mistake {
    /// Its name.
    #[serde(rename = "nombre")]
    pub name: String,
    /// The answer that it leads to.
    #[serde(rename = "respuesta")]
    pub answer: Answer,
    /// What to tell whoever gives that answer.
    #[serde(rename = "mensaje")]
    pub message: Text,
}

impl Question {
    /// The right answer as it is told: an option with its text.
    #[must_use]
    pub fn solution(&self) -> Text {
        match &self.answer {
            Answer::Option(index) => {
                Text::new().say(format!("{}: ", index + 1)).join(self.options.get(*index).cloned().unwrap_or_default())
            }
            answer => answer.shown().into(),
        }
    }

    /// The options without their markup.
    #[must_use]
    pub fn choices(&self) -> Vec<String> {
        self.options.iter().map(Text::plain).collect()
    }
}
