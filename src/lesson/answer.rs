//! Answers: computed, typed, compared, shown.

use serde::{Serialize, Serializer};

use super::{Kind, show, tolerance};
use crate::{
    explain,
    python::Value,
    spanish::{self, Sign, Unclear},
};

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

    /// Whether it is the same as another.
    pub(super) fn is(&self, other: &Self, tolerance: f64) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => tolerance::close(*a, *b, tolerance),
            (Self::Tensor(shape, values), Self::Tensor(others_shape, others)) => {
                shape == others_shape && values.iter().zip(others).all(|(a, b)| tolerance::close(*a, *b, tolerance))
            }
            (Self::Text(a), Self::Text(b)) => spanish::fold(a) == spanish::fold(b) || slip(a, b),
            (answer, other) => answer == other,
        }
    }

    /// The same list in the shape of another, where only the way of writing it differs.
    pub(super) fn fitted(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Tensor(shape, values), Self::Tensor(wanted, _))
                if is_line(&shape) && is_line(wanted) && wanted.iter().product::<usize>() == values.len() =>
            {
                Self::Tensor(wanted.clone(), values)
            }
            (answer, _) => answer,
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.shown())
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

/// Whether `typed` means `right`, but for its spelling.
pub(super) fn slip(typed: &str, right: &str) -> bool {
    spanish::respelled(typed, right).is_some()
}

/// Whether a tensor is a single row or column.
fn is_line(shape: &[usize]) -> bool {
    shape.iter().filter(|size| **size != 1).count() <= 1
}
