//! Steps of an optimizer, new layers, clipped gradients.

use super::{
    backward::name,
    numbers::{bracketed, element, number},
};
use crate::{
    trace::{Change, Source, Update, UpdateKind, Value},
    view::{self, Arithmetic, Formula, Text},
};

/// Explains a change.
pub fn explain(update: &Update, shown: view::Step) -> view::Step {
    match update.kind {
        UpdateKind::Optimizer => optimizer(update, shown),
        UpdateKind::Init => {
            let shown = tensors(&update.changes, shown);
            let text = format!(
                "`{}` llena sus tensores con valores iniciales al azar; con la misma semilla salen siempre los mismos.",
                update.name
            );
            shown.say(Text::marked(&text))
        }
        UpdateKind::Clip => tensors(&update.changes, shown)
            .say("Los gradientes demasiado grandes se encogen para que el paso siguiente no se desboque."),
    }
}

fn optimizer(update: &Update, mut shown: view::Step) -> view::Step {
    let plain = update.name == "SGD" && !["momentum", "weight_decay"].iter().any(|name| setting(update, name) != 0.0);
    let formula = if plain { "w ← w − lr·g" } else { "w ← w − lr·(g corregido)" };
    shown = shown.with(Formula::new(formula));
    if let Some(arithmetic) = update.changes.iter().find_map(|change| moved(change, plain)) {
        shown = shown.with(arithmetic);
    }
    shown = tensors(&update.changes, shown);
    let text = if plain {
        "Cada peso da un paso contra su gradiente: donde el gradiente es positivo, baja; donde es negativo, sube. La tasa de aprendizaje (`lr`) dice cómo de largo es el paso."
    } else {
        "El optimizador mueve cada peso contra su gradiente, corregido con lo que recuerda de los pasos anteriores."
    };
    shown.say(Text::marked(text))
}

fn setting(update: &Update, name: &str) -> f64 {
    let value = update.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    match value {
        Some(Value::Float(value)) => *value,
        Some(Value::Int(value)) => *value as f64,
        _ => 0.0,
    }
}

/// The first weight that moved, with the numbers of its step.
fn moved(change: &Change, plain: bool) -> Option<Arithmetic> {
    let (before, gradient) = (change.before.as_ref()?, change.gradient.as_ref()?);
    let places = super::numbers::indices(&before.shape.iter().map(|&size| size.min(3)).collect::<Vec<_>>());
    let index = places.into_iter().find(|index| gradient.get(index).is_some_and(|gradient| gradient != 0.0))?;
    let (w, g, after) = (before.get(&index)?, gradient.get(&index)?, change.after.get(&index)?);
    let arithmetic = Arithmetic::new(element(&name(&change.source), &index));
    if !plain {
        return Some(arithmetic.equals(format!("{} → {}", number(w), number(after))));
    }
    let lr = (f64::from((w - after) as f32) / g * 1e6).round() / 1e6;
    Some(arithmetic.equals(format!("{} − {}·{}", number(w), number(lr), bracketed(g))).about(number(after)))
}

fn tensors(changes: &[Change], shown: view::Step) -> view::Step {
    changes.iter().fold(shown, |shown, change| {
        let named =
            if change.source == Source::Unknown { String::new() } else { format!("{}: ", name(&change.source)) };
        shown.tensor(format!("{named}{}", super::backward::indented(&change.after.text, named.chars().count())))
    })
}
