//! A lesson with all its numbers.

use serde::Serialize;

use super::asked::Question;
use crate::{
    spanish,
    view::{Block, Text},
};

/// A lesson that was run: nothing in it is left to compute.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Played {
    /// Its stable name.
    #[serde(rename = "leccion")]
    pub id: String,
    /// What it is called.
    #[serde(rename = "titulo")]
    pub title: String,
    /// How long it takes.
    #[serde(rename = "minutos")]
    pub minutes: u32,
    /// What one can do after it.
    #[serde(rename = "objetivos")]
    pub goals: Vec<String>,
    /// What is said before the first step.
    #[serde(rename = "introduccion")]
    pub intro: Vec<Part>,
    /// The steps.
    #[serde(rename = "pasos")]
    pub steps: Vec<PlayedStep>,
}

/// A step with its numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlayedStep {
    /// Its stable name.
    pub id: String,
    /// Its heading.
    #[serde(rename = "titulo")]
    pub title: Text,
    /// What it tells, in order.
    #[serde(rename = "partes")]
    pub parts: Vec<Part>,
}

/// A part of a step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Part {
    /// To read.
    #[serde(rename = "bloques")]
    Blocks(Vec<Block>),
    /// To answer.
    #[serde(rename = "pregunta")]
    Question(Box<Question>),
    /// For teachers only.
    #[serde(rename = "nota_docente")]
    Note(Vec<Block>),
}

impl Played {
    /// All its questions, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        let parts = self.intro.iter().chain(self.steps.iter().flat_map(|step| &step.parts));
        parts.filter_map(|part| if let Part::Question(question) = part { Some(&**question) } else { None })
    }

    /// The place, from 0, of the step with this number, from 1, or this name.
    #[must_use]
    pub fn step(&self, wanted: &str) -> Option<usize> {
        let number = wanted.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let named = || self.steps.iter().position(|step| step.id == spanish::fold(wanted));
        number.filter(|&index| index < self.steps.len()).or_else(named)
    }
}
