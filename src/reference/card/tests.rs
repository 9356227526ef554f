//! Every card against PyTorch's table, against its own formulas, and against what its program gives.

use super::{Card, Cards, Measured};
use crate::{
    content::Library,
    guard::Notebook,
    nn::activation::{ACTIVATIONS, Bound},
    python::Value,
};

fn cards() -> Cards {
    Cards::read(&Library::embedded()).expect("the cards are right")
}

/// From −8 to 8, and no kink among them.
const GRID: &str = "torch.linspace(-8.03, 7.97, 161, dtype=torch.float64)";

/// What each of several expressions gives, after `code`.
fn ask(code: &str, expressions: &[&str]) -> Vec<Vec<f64>> {
    let mut notebook = Notebook::new("ficha.py");
    notebook.code(format!("import math\nimport torch\nimport torch.nn as nn\n{code}"));
    for expression in expressions {
        notebook.value(*expression);
    }
    let results = notebook.run_here();
    if let Some(error) = results.iter().find_map(|result| result.error.as_ref()) {
        unreachable!("{code}\n{error}");
    }
    let numbers = |value: &Value| value.numbers().map(|(_, numbers)| numbers);
    results[1..].iter().map(|result| result.value.as_ref().and_then(numbers).expect("numbers")).collect()
}

#[test]
fn every_activation_has_a_card_and_every_card_an_activation() {
    let cards = cards();
    let mut named: Vec<&str> = cards.all().map(|card| card.activation.name).collect();
    let mut known: Vec<&str> = ACTIVATIONS.iter().map(|activation| activation.name).collect();
    named.sort_unstable();
    known.sort_unstable();
    assert_eq!(named, known);
}

#[test]
fn cards_are_found_by_every_name() {
    let cards = cards();
    let id = |name: &str| cards.find(name).map(Card::id).map_err(|unknown| unknown.nearest);
    for card in cards.all() {
        assert_eq!(id(card.id()), Ok(card.id()));
        assert_eq!(id(card.name()), Ok(card.id()));
    }
    for (typed, expected) in
        [("swish", "silu"), ("F.gelu", "gelu"), ("torch.relu_", "relu"), ("TANH", "tanh"), ("sigmoide", "sigmoid")]
    {
        assert_eq!(id(typed), Ok(expected));
    }
    assert_eq!(id("geluu"), Err(Some("gelu".to_owned())));
}

#[test]
fn formulas_name_their_parameters() {
    for card in cards().all() {
        for parameter in card.activation.parameters {
            let said = card.front.formula.contains(parameter.name) || parameter.name == "dim";
            assert!(said, "the formula of {} leaves {} out", card.id(), parameter.name);
        }
    }
}

#[test]
fn formulas_and_derivatives_are_those_of_pytorch() {
    for card in cards().all().filter(|card| card.is_elementwise()) {
        let code = format!(
            "f = {}.double()\nx = {GRID}.requires_grad_()\ny = f(x)\ny.sum().backward()\nf, g = y.detach(), x.grad\n\
             x = x.detach()\n",
            card.make()
        );
        let formula = card.front.formula_in_python.as_deref().expect("a formula in Python");
        let slope = card.front.derivative_in_python.as_deref().expect("a derivative in Python");
        let found = ask(&code, &["f", formula, "g", slope]);
        for (pair, what) in [(&found[..2], "formula"), (&found[2..], "derivative")] {
            assert_eq!((pair[0].len(), pair[1].len()), (161, 161));
            for (index, (real, ours)) in pair[0].iter().zip(&pair[1]).enumerate() {
                assert!((real - ours).abs() < 1e-7, "{} of {} at point {index}: {real} ≠ {ours}", what, card.id());
            }
        }
    }
}

#[test]
fn ranges_are_those_of_the_table() {
    for card in cards().all() {
        let said = card.front.range.replace('−', "-");
        let inside = &said[..=said.find([')', ']']).expect("an interval")];
        let ends = inside.trim_matches(['(', ')', '[', ']']).split_once(", ").expect("two ends");
        for (end, bound, open) in [
            (ends.0, card.activation.range.0, inside.starts_with('(')),
            (ends.1, card.activation.range.1, inside.ends_with(')')),
        ] {
            let decimals = end.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            let (expected, is_open) = match bound {
                Bound::Unbounded => ("∞".to_owned(), true),
                Bound::Open(value) => (format!("{value:.decimals$}"), true),
                Bound::Closed(value) => (format!("{value:.decimals$}"), false),
            };
            assert_eq!(
                (end.trim_start_matches('-'), open),
                (expected.trim_start_matches('-'), is_open),
                "{}",
                card.id()
            );
        }
    }
}

#[test]
fn programs_run_and_stay_in_the_range() {
    for card in cards().all() {
        let measured = Measured::of(&card.notebook().run_here()).map_err(|said| format!("{}: {said}", card.id()));
        let measured = measured.expect("it runs");
        assert!(!measured.output.is_empty(), "the example of {} prints nothing", card.id());
        assert_eq!(measured.curve.len(), if card.is_elementwise() { 129 } else { 0 });
        let (least, most) = card.activation.range;
        for y in measured.y.iter().copied().chain(measured.curve.iter().map(|point| point.1)) {
            let above = matches!(least, Bound::Open(end) | Bound::Closed(end) if y < end - 1e-6);
            let below = matches!(most, Bound::Open(end) | Bound::Closed(end) if y > end + 1e-6);
            assert!(!above && !below, "{} gives {y}", card.id());
        }
    }
}

#[test]
fn examples_run_alone() {
    for card in cards().all() {
        let mut notebook = Notebook::new("ejemplo.py");
        notebook.code(card.example());
        let results = notebook.run_here();
        assert!(results[0].error.is_none(), "{}: {}", card.id(), results[0].error.as_ref().expect("an error"));
    }
}
