//! The words that a sentence may ask for: what holds of an operation and its values.

use super::{
    broadcast::{self, mismatch},
    facts::{groups, ignored, shown, subject},
    seen::Seen,
};
use crate::trace::Value;

/// Beyond this distance from zero, the slopes of σ and tanh are less than half of what they are there.
const NEAR: f64 = 2.0;

/// Losses that compare a prediction and a target element by element.
const COMPARING: [&str; 5] = ["mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss", "kl_div"];

/// What holds: the operation's name, its arguments (`train=False`), and words of our own.
pub fn of(seen: Seen<'_>) -> Vec<String> {
    let operation = seen.operation;
    let given = operation.attributes.iter().map(|(name, value)| format!("{name}={}", shown(value)));
    let mut states: Vec<String> = std::iter::once(operation.name.clone()).chain(given).collect();
    states.extend([signs(seen), distance(seen), reduction(seen)].map(str::to_owned));
    let facts = [
        ("uno", subject(operation).count == 1),
        ("mismos", operation.output.stats.count == subject(operation).count),
        ("grupos", groups(seen).is_some_and(|(groups, _)| groups > 1)),
        ("señala", seen.is_target()),
        ("sitio", operation.inplace && seen.whole_count().is_none()),
        ("parte", seen.whole_count().is_some()),
        ("raro", operation.output.stats.nan + operation.output.stats.infinite > 0),
        ("repite", !broadcast::of(seen).is_empty()),
        ("estira", operation.input(0).is_some_and(|x| !broadcast::told(&x.shape, &operation.output.shape).is_empty())),
        ("suaviza", seen.number("label_smoothing").is_some_and(|share| share > 0.0)),
        ("pesos", operation.inputs.len() > 2),
        ("ignora", ignored(seen) > 0),
        ("probabilidades", seen.original(0) == seen.original(1)),
        ("grabado", !seen.is_unrecorded()),
    ];
    states.extend(facts.into_iter().filter(|(_, holds)| *holds).map(|(word, _)| word.to_owned()));
    let differing = COMPARING.contains(&operation.name.as_str()).then(|| mismatch(seen)).flatten();
    states.extend(differing.map(|(_, _, both)| if both { "cruce" } else { "desigual" }.to_owned()));
    states
}

fn signs(seen: Seen<'_>) -> &'static str {
    let stats = subject(seen.operation);
    match stats.negative {
        0 => "ninguno",
        all if all == stats.count => "todos",
        _ => "algunos",
    }
}

fn distance(seen: Seen<'_>) -> &'static str {
    let stats = subject(seen.operation);
    match stats.far {
        0 if stats.min.abs().max(stats.max.abs()) <= NEAR => "cerca",
        0 => "medio",
        _ => "lejos",
    }
}

fn reduction(seen: Seen<'_>) -> &'static str {
    match seen.operation.attribute("reduction") {
        Some(Value::Text(word)) if word == "sum" => "suma",
        Some(Value::Text(word)) if word == "none" => "suelto",
        _ => "media",
    }
}
