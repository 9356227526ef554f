//! What is said of each operation: `lessons/operaciones/`.

use std::{collections::HashMap, sync::LazyLock};

use super::{errors::fill, numbers::number};
use crate::trace::{Operation, Stats, Value};

const TEXT: &str = include_str!("../../lessons/operaciones/operaciones.md");

/// What is said of a family of operations.
#[derive(Clone, Debug, Default)]
pub struct Family {
    /// With `{op}` and arguments to fill in.
    formula: String,
    /// Sentences, each with the state of the input that it is about, or none.
    says: Vec<(String, String)>,
}

static FAMILIES: LazyLock<HashMap<&'static str, Family>> = LazyLock::new(|| {
    let mut families = HashMap::new();
    for section in TEXT.split("\n## ").skip(1) {
        let (mut names, mut family) = ("", Family::default());
        for (key, value) in section.lines().filter_map(|line| line.split_once(": ")) {
            match key.split_once(' ').unwrap_or((key, "")) {
                ("nombres", _) => names = value,
                ("fórmula", _) => value.clone_into(&mut family.formula),
                ("dice", state) => family.says.push((state.to_owned(), value.to_owned())),
                _ => {}
            }
        }
        names.split_whitespace().for_each(|name| drop(families.insert(name, family.clone())));
    }
    families
});

/// The family of an operation; every operation has one.
pub fn family(name: &str) -> &'static Family {
    static NONE: Family = Family { formula: String::new(), says: Vec::new() };
    let plain = if name.starts_with('_') { name } else { name.trim_end_matches('_') };
    FAMILIES.get(name).or_else(|| FAMILIES.get(plain)).or_else(|| FAMILIES.get("*")).unwrap_or(&NONE)
}

impl Family {
    /// Its formula.
    pub fn formula(&self, operation: &Operation) -> String {
        fill(&self.formula, &facts(operation)).replace('-', "−")
    }

    /// The sentences that hold for these values.
    pub fn sentences(&self, operation: &Operation) -> String {
        let (facts, states) = (facts(operation), states(operation));
        let holding = self.says.iter().filter(|(state, _)| state.is_empty() || states.contains(&state.as_str()));
        holding.map(|(_, text)| fill(text, &facts)).collect::<Vec<_>>().join(" ")
    }
}

/// The values that a step is about: those that went in, or, where nothing did, those that came out.
fn subject(operation: &Operation) -> &Stats {
    operation.input(0).map_or(&operation.output.stats, |input| &input.stats)
}

fn states(operation: &Operation) -> Vec<&'static str> {
    let stats = subject(operation);
    let negative = match stats.negative {
        0 => "ninguno",
        all if all == stats.count => "todos",
        _ => "algunos",
    };
    let reduction = match operation.attribute("reduction") {
        Some(Value::Text(word)) if word == "sum" => "suma",
        Some(Value::Text(word)) if word == "none" => "suelto",
        _ => "media",
    };
    vec![negative, if stats.far == 0 { "cerca" } else { "lejos" }, reduction]
}

fn facts(operation: &Operation) -> Vec<(String, String)> {
    let (stats, output) = (subject(operation), &operation.output.stats);
    let known = [
        ("op", operation.name.clone()),
        ("n", stats.count.to_string()),
        ("neg", stats.negative.to_string()),
        ("es", if stats.negative == 1 { "es negativo" } else { "son negativos" }.to_owned()),
        ("lo", if stats.negative == 1 { "lo" } else { "los" }.to_owned()),
        ("elementos", if stats.count == 1 { "1 elemento".to_owned() } else { format!("{} elementos", stats.count) }),
        (
            "ninguno",
            match stats.count {
                1 => "El único valor no es negativo: pasa como estaba".to_owned(),
                count => format!("Ninguno de los {count} valores es negativo: pasan como estaban"),
            },
        ),
        (
            "todos",
            match stats.count {
                1 => "El único valor es negativo".to_owned(),
                count => format!("Los {count} valores son negativos"),
            },
        ),
        ("pasan", if stats.far == 1 { "pasa" } else { "pasan" }.to_owned()),
        ("b", if operation.inputs.len() > 2 { " + b" } else { "" }.to_owned()),
        ("sesgo", if operation.inputs.len() > 2 { " y suma el sesgo (`bias`)" } else { "" }.to_owned()),
        ("lejos", stats.far.to_string()),
        ("emin", number(stats.min)),
        ("emax", number(stats.max)),
        ("smin", number(output.min)),
        ("smax", number(output.max)),
        ("sceros", output.zero.to_string()),
        ("valor", operation.output.scalar().map_or_else(|| "un tensor".to_owned(), number)),
        ("dim", "-1".to_owned()),
        ("negative_slope", "0.01".to_owned()),
        ("alpha", "1".to_owned()),
        ("lambd", "0.5".to_owned()),
    ];
    let given = operation.attributes.iter().map(|(name, value)| (name.clone(), shown(value)));
    given.chain(known.map(|(name, value)| (name.to_owned(), value))).collect()
}

/// An argument as it is written in Python.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::Ints(values) => format!("({})", values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
        Value::Text(text) => text.clone(),
    }
}
