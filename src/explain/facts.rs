//! What the gaps of a sentence hold: an operation's arguments, and figures of its values.

use super::{
    broadcast::{self, mismatch},
    numbers::{number, shape_of},
    seen::Seen,
};
use crate::trace::{Operation, Snapshot, Stats, Value};

/// The values that a step is about: those that went in, or, where nothing did, those that came out.
pub fn subject(operation: &Operation) -> &Stats {
    operation.input(0).map_or(&operation.output.stats, |input| &input.stats)
}

/// Everything that a text can ask for, under its name.
pub fn of(seen: Seen<'_>) -> Vec<(String, String)> {
    let operation = seen.operation;
    let given = operation.attributes.iter().map(|(name, value)| (name.clone(), shown(value)));
    let known = figures(operation).into_iter().chain(situation(seen)).chain(defaults());
    given.chain(known.map(|(name, value)| (name.to_owned(), value))).collect()
}

fn figures(operation: &Operation) -> Vec<(&'static str, String)> {
    let (stats, output) = (subject(operation), &operation.output.stats);
    let one = |single: &str, several: &str, count| if count == 1 { single.to_owned() } else { several.to_owned() };
    let (low, high) = operation.input(0).map_or((stats.min, stats.max), extremes);
    let (low_out, high_out) = extremes(&operation.output);
    let steepest = 1.0 / (1.0 + (-stats.min.abs().max(stats.max.abs())).exp());
    vec![
        ("op", operation.name.clone()),
        ("n", stats.count.to_string()),
        ("neg", stats.negative.to_string()),
        ("es", one("es negativo", "son negativos", stats.negative)),
        ("lo", one("lo", "los", stats.negative)),
        ("elementos", elements(stats.count)),
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
        ("pasan", one("pasa", "pasan", stats.far)),
        ("b", if operation.inputs.len() > 2 { " + b" } else { "" }.to_owned()),
        ("sesgo", if operation.inputs.len() > 2 { " y suma el sesgo (`bias`)" } else { "" }.to_owned()),
        ("lejos", stats.far.to_string()),
        ("pendiente", number(steepest * (1.0 - steepest))),
        ("emin", number(low)),
        ("emax", number(high)),
        ("smin", number(low_out)),
        ("smax", number(high_out)),
        ("salidas", outputs(&operation.output)),
        ("raros", strange(output)),
        ("sceros", output.zero.to_string()),
        ("vivos", stats.count.saturating_sub(stats.zero).to_string()),
        ("apagados", output.zero.saturating_sub(stats.zero).to_string()),
        ("puesto", operation.output.values.first().map_or_else(|| "el valor".to_owned(), |&value| number(value))),
        ("cambian", changed(operation)),
        ("valor", operation.output.scalar().map_or_else(|| "un tensor".to_owned(), number)),
    ]
}

fn situation(seen: Seen<'_>) -> Vec<(&'static str, String)> {
    let operation = seen.operation;
    let (groups, each) = groups(seen).unwrap_or((1, subject(operation).count));
    let (prediction, target, _) = mismatch(seen).unwrap_or_default();
    let tensor = |name: Option<&str>| name.map_or_else(|| "un tensor".to_owned(), |name| format!("`{name}`"));
    let whole = seen.whole_count();
    vec![
        ("nombre", seen.name().map_or_else(String::new, |name| format!("{name} = "))),
        ("grupos", groups.to_string()),
        ("cada", elements(each)),
        ("dims", dimensions(seen)),
        ("repeticiones", broadcast::of(seen)),
        ("veces", operation.input(0).map_or_else(String::new, |x| broadcast::told(&x.shape, &operation.output.shape))),
        ("predicción", shape_of(prediction)),
        ("objetivo", shape_of(target)),
        ("de", tensor(seen.whole_name())),
        ("suyos", own(whole.is_some(), subject(operation).count)),
        ("total", elements(whole.unwrap_or_default())),
        ("ignorados", ignored(seen).to_string()),
        ("valen", if ignored(seen) == 1 { "vale" } else { "valen" }.to_owned()),
        ("cuentan", if ignored(seen) == 1 { "no cuenta" } else { "no cuentan" }.to_owned()),
        ("objetivos", operation.input(1).map_or(0, |target| target.stats.count).to_string()),
        ("agranda", seen.number("p").map_or_else(String::new, |p| number(1.0 / (1.0 - p)))),
    ]
}

/// What PyTorch takes where nothing is given.
fn defaults() -> Vec<(&'static str, String)> {
    [("dim", "-1"), ("negative_slope", "0.01"), ("alpha", "1"), ("lambd", "0.5")]
        .map(|(name, value)| (name, value.to_owned()))
        .into()
}

fn elements(count: usize) -> String {
    if count == 1 { "1 elemento".to_owned() } else { format!("{count} elementos") }
}

/// The elements of a tensor that is changed: its own ones, or some of those of the tensor that it is a part of.
fn own(is_part: bool, count: usize) -> String {
    match count {
        1 if !is_part => "su único elemento".to_owned(),
        count if !is_part => format!("sus {count} elementos"),
        count => elements(count),
    }
}

/// The smallest and the largest value, infinite ones too where every element was kept.
fn extremes(snapshot: &Snapshot) -> (f64, f64) {
    let infinite = snapshot.values.iter().copied().filter(|value| value.is_infinite());
    infinite.fold((snapshot.stats.min, snapshot.stats.max), |(low, high), value| (low.min(value), high.max(value)))
}

/// Between which numbers the results lie, of the finite ones.
fn outputs(output: &Snapshot) -> String {
    let stats = &output.stats;
    let finite = stats.count - stats.nan - stats.infinite;
    let (low, high) = (number(stats.min), number(stats.max));
    match (stats.count, finite) {
        (0, _) => "no hay ninguna salida".to_owned(),
        (1, 0) => "la salida no es un número finito".to_owned(),
        (_, 0) => "ninguna salida es un número finito".to_owned(),
        (1, _) => format!("la salida es {low}"),
        (_, 1) => format!("la única salida finita es {low}"),
        (all, some) if some < all => format!("las salidas finitas van de {low} a {high}"),
        _ => format!("las salidas van de {low} a {high}"),
    }
}

/// `1 nan y 2 infinitos`, whichever there are.
fn strange(stats: &Stats) -> String {
    let infinite = match stats.infinite {
        0 => None,
        1 => Some("1 infinito".to_owned()),
        count => Some(format!("{count} infinitos")),
    };
    let nan = (stats.nan > 0).then(|| format!("{} `nan`", stats.nan));
    [nan, infinite].into_iter().flatten().collect::<Vec<_>>().join(" y ")
}

/// How many elements an operation in place left with another value.
fn changed(operation: &Operation) -> String {
    let before = operation.input(0).filter(|before| before.whole && before.shape == operation.output.shape);
    let differ = |before: &Snapshot| {
        let pairs = before.values.iter().zip(&operation.output.values);
        pairs.filter(|(before, after)| before.to_bits() != after.to_bits()).count()
    };
    match before.map(differ) {
        Some(1) => "cambia 1 elemento".to_owned(),
        Some(count) => format!("cambian {count} elementos"),
        None => "cambian esos elementos".to_owned(),
    }
}

/// How many results a reduction gives, and of how many elements each.
pub fn groups(seen: Seen<'_>) -> Option<(usize, usize)> {
    let (before, after) = (seen.operation.input(0)?.stats.count, seen.operation.output.stats.count);
    (after > 0 && before > 0).then(|| (after, before / after))
}

/// `la dimensión 1`, `las dimensiones 0 y 1`
fn dimensions(seen: Seen<'_>) -> String {
    let ndim = seen.operation.input(0).map_or(0, |input| input.shape.len()) as i64;
    let given = match seen.operation.attribute("dim") {
        Some(Value::Int(dim)) => vec![*dim],
        Some(Value::Ints(dims)) => dims.clone(),
        _ => Vec::new(),
    };
    let from_front = |dim: i64| (if dim < 0 { dim + ndim } else { dim }).to_string();
    let dims: Vec<String> = given.into_iter().map(from_front).collect();
    match dims.split_last() {
        None => "una dimensión".to_owned(),
        Some((only, [])) => format!("la dimensión {only}"),
        Some((last, first)) => format!("las dimensiones {} y {last}", first.join(", ")),
    }
}

/// How many targets a loss of classes leaves out.
pub fn ignored(seen: Seen<'_>) -> usize {
    let (Some(class), Some(target)) = (seen.number("ignore_index"), seen.operation.input(1)) else { return 0 };
    let is_class = |value: &&f64| (**value - class).abs() < f64::EPSILON;
    if target.dtype.starts_with("int") { target.values.iter().filter(is_class).count() } else { 0 }
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
