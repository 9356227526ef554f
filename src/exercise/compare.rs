//! Compares what came of a case with what comes of the model answer.

use crate::{
    explain::{number, shape_of},
    python::{TensorValue, Value},
};

/// The first thing in which two values differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where: `[1, 0]`, `['a']`; empty for the whole.
    pub place: String,
    /// In what.
    pub what: What,
}

/// In what two values differ.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The kind: a number, a tensor, a list…
    Kind(&'static str, &'static str),
    /// The shape of a tensor.
    Shape(String, String),
    /// The type of its elements.
    Dtype(String, String),
    /// How many things a list or a dictionary holds.
    Length(usize, usize),
    /// The key of a dictionary.
    Key(String),
    /// A number.
    Number(f64, f64),
    /// Something else, as text.
    Text(String, String),
}

impl Difference {
    /// What differs, as `expected` and `found`.
    #[must_use]
    pub fn texts(&self) -> (String, String) {
        match &self.what {
            What::Kind(expected, found) => ((*expected).to_owned(), (*found).to_owned()),
            What::Shape(expected, found) | What::Dtype(expected, found) | What::Text(expected, found) => {
                (expected.clone(), found.clone())
            }
            What::Length(expected, found) => (expected.to_string(), found.to_string()),
            What::Key(key) => (key.clone(), String::new()),
            What::Number(expected, found) => (number(*expected), number(*found)),
        }
    }

    /// In what, as a word for the student.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self.what {
            What::Kind(..) => "clase de valor",
            What::Shape(..) => "forma",
            What::Dtype(..) => "tipo de los elementos",
            What::Length(..) => "cantidad de elementos",
            What::Key(_) => "clave que falta",
            What::Number(..) => "número",
            What::Text(..) => "valor",
        }
    }
}

/// The first difference between what was expected and what was found, with numbers equal up to a tolerance.
#[must_use]
pub fn difference(expected: &Value, found: &Value, tolerance: f64) -> Option<Difference> {
    let at = |what| Some(Difference { place: String::new(), what });
    match (expected, found) {
        (Value::Tensor(a), Value::Tensor(b)) => tensors(a, b, tolerance),
        (Value::List(a), Value::List(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs.into_iter().find_map(|(index, (a, b))| inside(difference(a, b, tolerance), &format!("[{index}]")))
        }
        (Value::List(a), Value::List(b)) => at(What::Length(a.len(), b.len())),
        (Value::Dict(a), Value::Dict(b)) => dictionaries(a, b, tolerance),
        (Value::Int(a), Value::Int(b)) if a == b => None,
        (Value::Bool(a), Value::Bool(b)) if a == b => None,
        (Value::Int(_) | Value::Float(_), Value::Int(_) | Value::Float(_)) => {
            let (a, b) = (expected.number()?, found.number()?);
            (!close(a, b, tolerance)).then(|| Difference { place: String::new(), what: What::Number(a, b) })
        }
        (a, b) if kind(a) != kind(b) => at(What::Kind(kind(a), kind(b))),
        (a, b) => (a != b).then(|| Difference { place: String::new(), what: What::Text(text(a), text(b)) }),
    }
}

fn tensors(a: &TensorValue, b: &TensorValue, tolerance: f64) -> Option<Difference> {
    let at = |what| Some(Difference { place: String::new(), what });
    if a.shape != b.shape {
        return at(What::Shape(shape_of(&a.shape), shape_of(&b.shape)));
    }
    if a.dtype != b.dtype {
        return at(What::Dtype(format!("torch.{}", a.dtype), format!("torch.{}", b.dtype)));
    }
    let index = a.values.iter().zip(&b.values).position(|(&a, &b)| !close(a, b, tolerance))?;
    Some(Difference { place: place(index, &a.shape), what: What::Number(a.values[index], b.values[index]) })
}

fn dictionaries(a: &[(String, Value)], b: &[(String, Value)], tolerance: f64) -> Option<Difference> {
    let missing = a.iter().find(|(key, _)| b.iter().all(|(other, _)| other != key));
    if let Some((key, _)) = missing {
        return Some(Difference { place: String::new(), what: What::Key(key.clone()) });
    }
    if a.len() != b.len() {
        return Some(Difference { place: String::new(), what: What::Length(a.len(), b.len()) });
    }
    a.iter().find_map(|(key, expected)| {
        let found = b.iter().find_map(|(other, value)| (other == key).then_some(value))?;
        inside(difference(expected, found, tolerance), &format!("['{key}']"))
    })
}

fn inside(difference: Option<Difference>, place: &str) -> Option<Difference> {
    difference.map(|inner| Difference { place: format!("{place}{}", inner.place), ..inner })
}

/// `[1, 0]` for an element in row-major order.
fn place(index: usize, shape: &[usize]) -> String {
    let (mut rest, mut places) = (index, Vec::new());
    for &size in shape.iter().rev() {
        places.push((rest % size).to_string());
        rest /= size;
    }
    places.reverse();
    if places.is_empty() { String::new() } else { format!("[{}]", places.join(", ")) }
}

/// Equal as `torch.isclose` has it, `nan` to `nan`.
fn close(a: f64, b: f64, tolerance: f64) -> bool {
    a == b || a.is_nan() && b.is_nan() || (a - b).abs() <= tolerance + tolerance * a.abs() && b.is_finite()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::None => "None",
        Value::Bool(_) => "un booleano",
        Value::Int(_) | Value::Float(_) => "un número",
        Value::Text(_) => "un texto",
        Value::Tensor(_) => "un tensor",
        Value::List(_) => "una lista",
        Value::Dict(_) => "un diccionario",
        Value::Other(_) => "otra cosa",
    }
}

/// A value as Python prints it.
#[must_use]
pub fn text(value: &Value) -> String {
    match value {
        Value::None => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) => format!("{value:?}"),
        Value::Text(text) => format!("'{text}'"),
        Value::Tensor(tensor) => tensor.text.clone(),
        Value::List(items) => format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(", ")),
        Value::Dict(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("'{key}': {}", text(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Other(text) => text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tensor(values: &[f64], shape: &[usize]) -> Value {
        let (shape, values) = (shape.to_vec(), values.to_vec());
        Value::Tensor(TensorValue { shape, dtype: "float32".into(), values, text: "tensor".into() })
    }

    #[test]
    fn the_first_difference_is_found() {
        let a = tensor(&[1.0, 2.0, 3.0, 4.0], &[2, 2]);
        assert_eq!(difference(&a, &a, 1e-6), None);
        let found = difference(&a, &tensor(&[1.0, 2.0, 3.5, 5.0], &[2, 2]), 1e-6).expect("they differ");
        assert_eq!((found.place.as_str(), found.texts()), ("[1, 0]", ("3".into(), "3.5".into())));
        let found = difference(&a, &tensor(&[1.0, 2.0, 3.0, 4.0], &[4]), 1e-6).expect("they differ");
        assert_eq!(found.texts(), ("(2, 2)".into(), "(4,)".into()));
        let list = |last: f64| Value::List(vec![Value::Int(1), Value::Float(last)]);
        assert_eq!(difference(&list(2.0), &list(2.0 + 1e-9), 1e-6), None);
        assert_eq!(difference(&list(2.0), &list(f64::NAN), 1e-6).expect("they differ").place, "[1]");
        assert_eq!(difference(&Value::Int(2), &Value::Float(2.0), 1e-6), None);
        assert_eq!(difference(&Value::Bool(true), &Value::Int(1), 1e-6).expect("they differ").word(), "clase de valor");
        assert_eq!(difference(&tensor(&[f64::NAN], &[1]), &tensor(&[f64::NAN], &[1]), 0.0), None);
    }
}
