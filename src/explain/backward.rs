//! A backward pass: the gradients, and the chain rule for one of them.

use super::numbers::{bracketed, element, number};
use crate::{
    trace::{Backward, Event, Leaf, Operation, Record, Snapshot, Source},
    view::{self, Arithmetic, Formula, Text},
};

/// Explains a pass.
pub fn explain(pass: &Backward, record: &Record, mut shown: view::Step) -> view::Step {
    shown = shown.with(Formula::new("∂L/∂w para cada parámetro w, con la regla de la cadena"));
    if let Some(arithmetic) = pass.leaves.iter().find_map(|leaf| chain(leaf, pass, record)) {
        shown = shown.with(arithmetic);
    }
    for leaf in &pass.leaves {
        let head = format!("{}.grad: ", name(&leaf.source));
        shown = shown.tensor(format!("{head}{}", indented(&leaf.total.text, head.chars().count())));
    }
    shown.say(Text::marked(&sentences(pass)))
}

fn sentences(pass: &Backward) -> String {
    let root =
        pass.root.value.scalar().map_or_else(|| "el resultado".to_owned(), |value| format!("L = {}", number(value)));
    let mut text = format!(
        "`backward()` recorre el grafo al revés desde {root} y dice cuánto cambiaría si cada parámetro creciera un poco: \
         positivo, sube; negativo, baja; 0, no se entera."
    );
    let dead = pass.leaves.iter().filter(|leaf| leaf.arrived.stats.zero == leaf.arrived.stats.count).count();
    if dead > 0 {
        text = format!("{text} A {dead} de {} tensores no les llega nada: su gradiente es todo 0.", pass.leaves.len());
    }
    if pass.leaves.iter().any(|leaf| leaf.accumulated) {
        text.push_str(
            " **Cuidado:** ya había gradientes de antes y se han sumado; si no es lo que quieres, llama a `zero_grad()` antes.",
        );
    }
    text
}

/// What a tensor is called.
pub fn name(source: &Source) -> String {
    match source {
        Source::Parameter(name) | Source::Variable(name) => name.clone(),
        Source::Step(number) => format!("(paso {number})"),
        Source::Number | Source::Unknown => "w".to_owned(),
    }
}

/// A tensor's further lines, moved under its first.
pub fn indented(text: &str, columns: usize) -> String {
    text.replace('\n', &format!("\n{}", " ".repeat(columns)))
}

/// The chain rule for one weight of a linear layer: Σ ∂L/∂z · x.
fn chain(leaf: &Leaf, pass: &Backward, record: &Record) -> Option<Arithmetic> {
    let (number_of, linear) = record.steps.iter().rev().find_map(|step| match &step.event {
        Event::Operation(operation) if operation.name == "linear" => {
            (operation.inputs.get(1)?.source == leaf.source).then_some((step.number, operation))
        }
        _ => None,
    })?;
    let arrived = gradient_of(number_of, pass)?;
    let x = linear.input(0)?;
    let (column, feature) = (0, leaf.value.shape.last()?.saturating_sub(1).min(1));
    let activation = record.steps.iter().find_map(|step| match &step.event {
        Event::Operation(operation) => follows(operation, number_of).then_some((step.number, operation)),
        _ => None,
    });
    let rows = rows(x)?;
    let upstream = activation.and_then(|(step, _)| gradient_of(step, pass));
    let terms = rows.iter().map(|row| {
        let at = [row.as_slice(), &[column]].concat();
        let input = x.get(&[row.as_slice(), &[feature]].concat())?;
        let delta = arrived.get(&at)?;
        let split = upstream.and_then(|upstream| upstream.get(&at)).filter(|above| *above != 0.0);
        Some(match split {
            Some(above) => format!("{}·{}·{}", bracketed(above), bracketed(delta / above), bracketed(input)),
            None => format!("{}·{}", bracketed(delta), bracketed(input)),
        })
    });
    let terms: Vec<String> = terms.collect::<Option<_>>()?;
    let rule = if upstream.is_some() { "∂L/∂a · f′(z) · x" } else { "∂L/∂z · x" };
    let sum = if rows.len() > 1 { "Σ " } else { "" };
    let target = format!("∂L/∂{}", element(&name(&leaf.source), &[column, feature]));
    let result = leaf.arrived.get(&[column, feature])?;
    Some(Arithmetic::new(target).equals(format!("{sum}{rule}")).equals(terms.join(" + ")).about(number(result)))
}

fn gradient_of(step: usize, pass: &Backward) -> Option<&Snapshot> {
    pass.nodes.iter().find(|node| node.step == Some(step)).map(|node| &node.gradient)
}

fn follows(operation: &Operation, step: usize) -> bool {
    operation.inputs.len() == 1
        && operation.inputs[0].source == Source::Step(step)
        && operation.output.shape == operation.inputs[0].value.shape
}

/// The rows of a small input; none where there are too many to write out.
fn rows(x: &Snapshot) -> Option<Vec<Vec<usize>>> {
    let rows = super::numbers::indices(&x.shape[..x.shape.len().checked_sub(1)?]);
    (rows.len() <= 4).then_some(rows)
}
