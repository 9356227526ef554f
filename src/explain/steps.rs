//! One step of a record as a block.

use super::{
    backward, changes,
    numbers::{number, shape},
    operations::{ANY, family},
    products::Product,
    seen::Seen,
    updates,
};
use crate::{
    trace::{Event, Failure, Operation, Record, Repeat, Source, Step},
    view::{self, Formula, Place, Role, Text},
};

/// Explains a step.
pub fn explain(step: &Step, record: &Record) -> view::Step {
    let shown = headed(step, record.steps.len());
    match &step.event {
        Event::Operation(operation) => self::operation(Seen { operation, step, record }, shown),
        Event::Failure(failure) => self::failure(failure, step, record, shown),
        Event::Backward(pass) => backward::explain(pass, record, shown),
        Event::Update(update) => updates::explain(update, shown),
        Event::Repeat(repeat) => self::repeat(repeat, shown),
    }
}

fn headed(step: &Step, total: usize) -> view::Step {
    let shown = view::Step::new(step.number).of(total).path(step.path.clone());
    match &step.place {
        Some(place) => shown.at(Place::new(place.file.clone(), place.line), place.source.trim()),
        None => shown,
    }
}

fn operation(seen: Seen<'_>, mut shown: view::Step) -> view::Step {
    let operation = seen.operation;
    shown = shown.with(Formula::new(family(&operation.name).formula(seen)).shapes(shapes(operation)));
    if let Some(arithmetic) = Product::of(operation).and_then(|product| product.arithmetic(&operation.output)) {
        shown = shown.with(arithmetic);
    }
    if let Some(table) = changes::table(operation) {
        shown = shown.with(table);
    }
    let said = [family(&operation.name).sentences(seen), family(ANY).sentences(seen)].join(" ");
    shown.tensor(operation.output.text.clone()).say(Text::marked(said.trim()))
}

/// What could not be computed: from which shapes, and PyTorch's reason.
fn failure(failure: &Failure, step: &Step, record: &Record, shown: view::Step) -> view::Step {
    let operation = Operation { name: failure.name.clone(), inputs: failure.inputs.clone(), ..Operation::default() };
    let formula = family(&operation.name).formula(Seen { operation: &operation, step, record });
    let reason = failure.message.lines().next().unwrap_or_default();
    let said = Text::new()
        .with(Role::Error, "Esta operación falla")
        .say(format!(" ({}): no puede hacerse con lo que recibe. PyTorch dice: ", failure.name))
        .code(reason);
    shown.with(Formula::new(formula).shapes(format!("{} → falla", entering(&operation)))).say(said)
}

/// `(1, 3) · (3, 2) + (2,) → (1, 2)`
fn shapes(operation: &Operation) -> String {
    let inputs = entering(operation);
    let arrow = if inputs.is_empty() { "" } else { " → " };
    format!("{inputs}{arrow}{}", shape(&operation.output))
}

fn entering(operation: &Operation) -> String {
    Product::of(operation).map_or_else(|| inputs(operation), |product| product.shapes())
}

/// Whether it overwrites a tensor without looking at it: `normal_`, `zero_`.
fn is_filling(operation: &Operation) -> bool {
    ["normal_", "uniform_", "zero_", "fill_", "bernoulli_", "random_", "exponential_"]
        .contains(&operation.name.as_str())
}

fn inputs(operation: &Operation) -> String {
    if is_filling(operation) {
        return String::new();
    }
    let tensors = operation.inputs.iter().filter(|input| input.source != Source::Number);
    tensors.map(|input| shape(&input.value)).collect::<Vec<_>>().join(", ")
}

fn repeat(repeat: &Repeat, shown: view::Step) -> view::Step {
    let lines: Vec<String> =
        repeat.lines.iter().map(|&(from, to, times)| line(from, to, times, is_even(repeat))).collect();
    let loss = match repeat.loss[..] {
        [first, last] => format!(" La pérdida va de {} a {}.", number(first), number(last)),
        _ => String::new(),
    };
    let round =
        if is_even(repeat) { "la primera vuelta de un bucle" } else { "la primera vez de lo que un bucle repite" };
    let what = match repeat.to - repeat.from {
        0 => format!("El paso {} es {round}.", repeat.from),
        1 => format!("Los pasos {} y {} son {round}.", repeat.from, repeat.to),
        _ => format!("Los pasos {} a {} son {round}.", repeat.from, repeat.to),
    };
    shown.say(format!("{what} {}{loss} Aquí solo se cuentan, para que la traza sea corta.", lines.join(" ")))
}

/// Whether each step of the loop ran as often as every other, so that they are one round of it.
fn is_even(repeat: &Repeat) -> bool {
    let steps = (repeat.from..=repeat.to).count() as u64;
    matches!(repeat.lines[..], [(_, _, times)] if times * steps == repeat.skipped)
}

fn line(from: usize, to: usize, times: u64, even: bool) -> String {
    let times = if times == 1 { "1 vez".to_owned() } else { format!("{} veces", grouped(times)) };
    if !even {
        let place = if from == to { format!("la línea {from}") } else { format!("las líneas {from}–{to}") };
        return format!("Cada operación de {place} se repite como mucho {times} más.");
    }
    if from == to {
        format!("La línea {from} se repite {times} más.")
    } else {
        format!("Las líneas {from}–{to} se repiten {times} más.")
    }
}

/// From five digits on, groups of three: `79 920` stays together by a blank that does not break.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join("\u{a0}")
}
