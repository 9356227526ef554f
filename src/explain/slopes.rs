//! The first link of the chain: how a loss changes with one of the numbers that it is given.

use super::{
    chain::consumer,
    numbers::{bracketed, element, number},
};
use crate::{
    trace::{Backward, Operation, Record, Snapshot, Source, Value},
    view::Arithmetic,
};

/// A slope: its rule, the numbers in it, its value.
type Slope = (&'static str, String, f64);

/// ∂L/∂y for one element of a step's result, where the loss of the pass was computed from it.
///
/// Only what agrees with the gradient that came is told.
pub fn of(
    name: &str,
    step: usize,
    arrived: &Snapshot,
    at: &[usize],
    pass: &Backward,
    record: &Record,
) -> Option<Arithmetic> {
    let (_, loss) = consumer(record, step).filter(|(number, _)| pass.root.source == Source::Step(*number))?;
    let averaged = !matches!(loss.attribute("reduction"), Some(Value::Text(word)) if word != "mean");
    let (rule, text, slope) = slope(loss, at, averaged)?;
    let value = arrived.get(at)?;
    let agrees = (slope - value).abs() <= 1e-4 * value.abs() + 1e-7;
    let rule = if averaged { format!("{rule} / n") } else { rule.to_owned() };
    agrees.then(|| Arithmetic::new(format!("∂L/∂{}", element(name, at))).equals(rule).equals(text).about(number(value)))
}

fn slope(loss: &Operation, at: &[usize], averaged: bool) -> Option<Slope> {
    let (input, target) = (loss.input(0)?, loss.input(1)?);
    let given = input.get(at)?;
    if loss.name.starts_with("cross_entropy") {
        return classes(input, target, at, averaged);
    }
    let wanted = target.get(at).filter(|_| target.shape == input.shape)?;
    let (y, p) = (bracketed(wanted), number(given));
    let (rule, text, slope) = match loss.name.as_str() {
        "mse_loss" => ("2·(ŷ − y)", format!("2·({p} − {y})"), 2.0 * (given - wanted)),
        "binary_cross_entropy" => {
            let spread = given * (1.0 - given);
            ("(p − y) / (p·(1 − p))", format!("({p} − {y}) / ({p}·(1 − {p}))"), (given - wanted) / spread)
        }
        "binary_cross_entropy_with_logits" => {
            let sigmoid = 1.0 / (1.0 + (-given).exp());
            ("(σ(z) − y)", format!("({} − {y})", number(sigmoid)), sigmoid - wanted)
        }
        _ => return None,
    };
    Some(shared((rule, text, slope), averaged, input.stats.count))
}

/// Of classes, the probability that softmax gives less 1 for the right one.
fn classes(input: &Snapshot, target: &Snapshot, at: &[usize], averaged: bool) -> Option<Slope> {
    let [row, class] = *at else { return None };
    let [rows, classes] = *input.shape.as_slice() else { return None };
    let right = target.get(&[row]).filter(|_| target.shape == [rows])?;
    let scores: Vec<f64> = (0..classes).map(|class| input.get(&[row, class])).collect::<Option<_>>()?;
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = scores.iter().map(|score| (score - top).exp()).sum();
    let p = (scores[class] - top).exp() / total;
    let y = if right == class as f64 { 1.0 } else { 0.0 };
    Some(shared(("(softmax(z) − y)", format!("({} − {y})", number(p)), p - y), averaged, rows))
}

fn shared((rule, text, slope): Slope, averaged: bool, count: usize) -> Slope {
    if averaged { (rule, format!("{text} / {count}"), slope / count as f64) } else { (rule, text, slope) }
}
