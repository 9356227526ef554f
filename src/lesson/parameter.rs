//! What a student may change in a lesson: `--con x="1 -2 0,5"`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    content::{Result, Source, Spanned},
    nn::activation,
    spanish::{Unclear, number, rows},
};

/// A value of a lesson's program that can be given from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The Python variable.
    pub name: String,
    /// What it is for.
    pub help: String,
    /// As its author wrote it.
    pub value: String,
    kind: Kind,
    options: Vec<String>,
    rows: bool,
}

/// What kind of value it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Tensor,
    Entero,
    Decimal,
    Activacion,
    Texto,
}

/// As the front matter has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    tipo: Kind,
    valor: Spanned<String>,
    ayuda: String,
    #[serde(default)]
    opciones: Vec<String>,
    /// Whether a single row is a table with one row.
    #[serde(default)]
    filas: bool,
}

/// Reads the parameters, in the order in which they are written.
pub(super) fn read(written: BTreeMap<String, Written>, source: &Source) -> Result<Vec<Parameter>> {
    let mut found: Vec<_> = written.into_iter().collect();
    found.sort_by_key(|(_, written)| written.valor.span().start);
    found.into_iter().map(|(name, written)| Parameter::new(name, written, source)).collect()
}

impl Parameter {
    fn new(name: String, written: Written, source: &Source) -> Result<Self> {
        let at = written.valor.span();
        let Written { tipo: kind, valor, ayuda: help, opciones: options, filas: rows } = written;
        let value = valor.into_inner();
        let parameter = Self { name, help, value, kind, options, rows };
        match parameter.python(&parameter.value) {
            Ok(_) => Ok(parameter),
            Err(unclear) => Err(source.error(at, unclear.message).hint(unclear.hint)),
        }
    }

    /// The line of Python that gives it this value.
    ///
    /// # Errors
    /// The value is not one that it can have.
    pub fn line(&self, value: &str) -> std::result::Result<String, Unclear> {
        Ok(format!("{} = {}", self.name, self.python(value)?))
    }

    fn python(&self, value: &str) -> std::result::Result<String, Unclear> {
        match self.kind {
            Kind::Tensor => self.tensor(value),
            Kind::Entero => whole(value),
            Kind::Decimal => number(value).map(float),
            Kind::Activacion | Kind::Texto => self.word(value),
        }
    }

    fn tensor(&self, value: &str) -> std::result::Result<String, Unclear> {
        let rows = rows(value)?;
        if rows.iter().all(Vec::is_empty) {
            return Err(Unclear::new("no has escrito ningún número", "por ejemplo: 1 -2 0.5"));
        }
        let lists: Vec<String> = rows.iter().map(|row| list(row)).collect();
        let nested = self.rows || lists.len() > 1;
        Ok(if nested { format!("torch.tensor([{}])", lists.join(", ")) } else { format!("torch.tensor({})", lists[0]) })
    }

    fn word(&self, value: &str) -> std::result::Result<String, Unclear> {
        let known = self.options.iter().any(|option| option == value)
            || (self.options.is_empty() && (self.kind == Kind::Texto || activation::find(value).is_some()));
        if known {
            let escaped = value.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n");
            return Ok(format!("'{escaped}'"));
        }
        let hint = match self.options.as_slice() {
            [] => "vale cualquier activación de PyTorch, por ejemplo relu, gelu o tanh".to_owned(),
            options => format!("puede ser {}", options.join(", ")),
        };
        Err(Unclear::new(format!("{} no puede valer «{value}»", self.name), hint))
    }
}

fn whole(value: &str) -> std::result::Result<String, Unclear> {
    let number = number(value)?;
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return Ok(format!("{number:.0}"));
    }
    Err(Unclear::new(format!("«{}» no es un entero", value.trim()), "escríbelo sin decimales, por ejemplo 3"))
}

fn list(row: &[f64]) -> String {
    format!("[{}]", row.iter().map(|value| float(*value)).collect::<Vec<_>>().join(", "))
}

/// A float as Python's source has it.
fn float(value: f64) -> String {
    if value.is_finite() { format!("{value:?}") } else { format!("float('{value}')").to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(kind: Kind, options: &[&str], rows: bool) -> Parameter {
        let options = options.iter().map(ToString::to_string).collect();
        Parameter { name: "x".into(), help: String::new(), value: String::new(), kind, options, rows }
    }

    #[test]
    fn values_become_python() {
        let cases = [
            (parameter(Kind::Tensor, &[], false), "1 -2 0,5", "x = torch.tensor([1.0, -2.0, 0.5])"),
            (parameter(Kind::Tensor, &[], true), "1 -2 0,5", "x = torch.tensor([[1.0, -2.0, 0.5]])"),
            (parameter(Kind::Tensor, &[], false), "1 2; 3 4", "x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])"),
            (parameter(Kind::Tensor, &[], false), "inf -inf", "x = torch.tensor([float('inf'), float('-inf')])"),
            (parameter(Kind::Entero, &[], false), "-3", "x = -3"),
            (parameter(Kind::Decimal, &[], false), "0,02", "x = 0.02"),
            (parameter(Kind::Activacion, &[], false), "gelu", "x = 'gelu'"),
            (parameter(Kind::Activacion, &["relu"], false), "relu", "x = 'relu'"),
            (parameter(Kind::Texto, &[], false), "a'b\\", "x = 'a\\'b\\\\'"),
        ];
        for (parameter, value, line) in cases {
            assert_eq!(parameter.line(value).as_deref(), Ok(line));
        }
    }

    #[test]
    fn what_it_cannot_be_is_told() {
        let cases = [
            (parameter(Kind::Tensor, &[], false), "1,2,3"),
            (parameter(Kind::Tensor, &[], false), ""),
            (parameter(Kind::Entero, &[], false), "0.5"),
            (parameter(Kind::Activacion, &[], false), "rellu"),
            (parameter(Kind::Activacion, &["relu", "sigmoid"], false), "gelu"),
        ];
        for (parameter, value) in cases {
            assert!(parameter.line(value).is_err(), "{value}");
        }
    }
}
