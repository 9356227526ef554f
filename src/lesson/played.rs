//! A lesson with all its numbers.

use serde::{Serialize, Serializer};

use super::{Kind, show};
use crate::{
    explain,
    python::Value,
    spanish::{self, Sign, Unclear},
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
    /// Typical mistakes.
    #[serde(rename = "errores")]
    pub mistakes: Vec<Mistake>,
}

/// A typical mistake: what it gives, and what it shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mistake {
    /// The answer that it leads to.
    #[serde(rename = "respuesta")]
    pub answer: Answer,
    /// What to tell whoever gives that answer.
    #[serde(rename = "mensaje")]
    pub message: Text,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A number.
    Number(f64),
    /// The shape of a tensor.
    Shape(Vec<usize>),
    /// A sign.
    Sign(Sign),
    /// A tensor: its shape and its elements, row by row.
    Tensor(Vec<usize>, Vec<f64>),
    /// One of the options, from 0.
    Option(usize),
    /// Yes or no.
    YesNo(bool),
    /// Words.
    Text(String),
}

impl Answer {
    /// A computed value as an answer of this kind.
    pub(super) fn of(kind: Kind, value: &Value, options: &[String]) -> Option<Self> {
        match kind {
            Kind::Numero => value.number().map(Self::Number),
            Kind::Forma => shape(value).map(Self::Shape),
            Kind::Signo => value.number().and_then(Sign::of).map(Self::Sign),
            Kind::Tensor => value.numbers().filter(|(shape, _)| shape.len() < 3).map(|(s, v)| Self::Tensor(s, v)),
            Kind::Opcion => option(value, options).map(Self::Option),
            Kind::SiNo => value.number().map(|number| Self::YesNo(number != 0.0)),
            Kind::Texto => {
                if let Value::Text(text) = value {
                    Some(Self::Text(text.clone()))
                } else {
                    None
                }
            }
        }
    }

    /// What was typed as an answer of this kind.
    ///
    /// # Errors
    /// It is no answer of this kind.
    pub fn typed(kind: Kind, text: &str, options: &[String]) -> Result<Self, Unclear> {
        Ok(match kind {
            Kind::Numero => Self::Number(spanish::number(text)?),
            Kind::Forma => Self::Shape(spanish::shape(text)?),
            Kind::Signo => Self::Sign(spanish::sign(text)?),
            Kind::Tensor => tensor(spanish::rows(text)?),
            Kind::Opcion => Self::Option(spanish::choice(text, options)?),
            Kind::SiNo => Self::YesNo(yes_no(text)?),
            Kind::Texto => Self::Text(text.trim().to_owned()),
        })
    }

    /// As it is written.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Number(number) => explain::number(*number),
            Self::Shape(sizes) => show::shape(sizes),
            Self::Sign(sign) => sign.word().to_owned(),
            Self::Tensor(shape, values) => rows(shape, values),
            Self::Option(index) => (index + 1).to_string(),
            Self::YesNo(yes) => if *yes { "sí" } else { "no" }.to_owned(),
            Self::Text(text) => text.clone(),
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.shown())
    }
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

fn shape(value: &Value) -> Option<Vec<usize>> {
    let Value::List(items) = value else { return None };
    let size = |item: &Value| if let Value::Int(size) = item { usize::try_from(*size).ok() } else { None };
    items.iter().map(size).collect()
}

fn option(value: &Value, options: &[String]) -> Option<usize> {
    if let Value::Text(text) = value {
        return options.iter().position(|option| option == text);
    }
    let number = value.number().filter(|number| number.fract() == 0.0 && *number >= 1.0)?;
    Some(number as usize - 1).filter(|index| *index < options.len())
}

fn yes_no(text: &str) -> Result<bool, Unclear> {
    let unclear = || Unclear::new(format!("no sé si «{}» es sí o no", text.trim()), "responde sí o no");
    spanish::yes_no(text).ok_or_else(unclear)
}

fn tensor(rows: Vec<Vec<f64>>) -> Answer {
    match <[Vec<f64>; 1]>::try_from(rows) {
        Ok([row]) => Answer::Tensor(vec![row.len()], row),
        Err(rows) => Answer::Tensor(vec![rows.len(), rows.first().map_or(0, Vec::len)], rows.concat()),
    }
}

fn rows(shape: &[usize], values: &[f64]) -> String {
    let row =
        |row: &[f64]| format!("[{}]", row.iter().map(|value| explain::number(*value)).collect::<Vec<_>>().join(", "));
    match shape {
        [] => values.first().map_or_else(String::new, |value| explain::number(*value)),
        [_, columns] if *columns > 0 => {
            format!("[{}]", values.chunks(*columns).map(row).collect::<Vec<_>>().join(", "))
        }
        _ => row(values),
    }
}
