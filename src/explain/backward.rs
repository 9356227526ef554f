//! A backward pass: the gradients, and the chain rule for one of them.

use super::{chain, numbers::number};
use crate::{
    trace::{Backward, Record, Source},
    view::{self, Formula, Text},
};

/// Explains a pass.
pub fn explain(pass: &Backward, record: &Record, mut shown: view::Step) -> view::Step {
    if !pass.asked.is_empty() {
        return asked(pass, shown);
    }
    shown = shown.with(Formula::new("∂L/∂w para cada parámetro w, con la regla de la cadena"));
    shown = chain::rule(pass, record).into_iter().fold(shown, view::Step::with);
    for leaf in &pass.leaves {
        let head = format!("{}.grad: ", name(&leaf.source));
        shown = shown.tensor(format!("{head}{}", indented(&leaf.total.text, head.chars().count())));
    }
    shown.say(Text::marked(&sentences(pass)))
}

/// A pass of `torch.autograd.grad`.
fn asked(pass: &Backward, mut shown: view::Step) -> view::Step {
    shown = shown.with(Formula::new("∂L/∂x para cada tensor x que se pide, con la regla de la cadena"));
    for asked in &pass.asked {
        let head = format!("∂L/∂{}: ", name(&asked.source));
        let text = asked.gradient.as_ref().map_or("None", |gradient| &gradient.text);
        shown = shown.tensor(format!("{head}{}", indented(text, head.chars().count())));
    }
    let mut text = format!(
        "`torch.autograd.grad` recorre el grafo al revés desde {} y devuelve el gradiente de cada tensor que le pides: \
         cuánto cambiaría el resultado si creciera un poco. No toca ningún `.grad`.",
        root(pass)
    );
    if pass.asked.iter().any(|asked| asked.gradient.is_none()) {
        text.push_str(" Donde devuelve `None`, el resultado no depende de ese tensor.");
    }
    shown.say(Text::marked(&text))
}

fn root(pass: &Backward) -> String {
    pass.root.value.scalar().map_or_else(|| "el resultado".to_owned(), |value| format!("L = {}", number(value)))
}

fn sentences(pass: &Backward) -> String {
    let root = root(pass);
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
