//! Steps of an optimizer, new layers, clipped gradients.

use super::{
    backward::name,
    optimizer::{self, setting},
};
use crate::{
    trace::{Change, Source, Update, UpdateKind},
    view::{self, Formula, Text},
};

/// Explains a change.
pub fn explain(update: &Update, shown: view::Step) -> view::Step {
    match update.kind {
        UpdateKind::Optimizer => stepped(update, shown),
        UpdateKind::Init => tensors(&labelled(update), shown).say(Text::marked(&initialised(update))),
        UpdateKind::Clip => tensors(&update.changes, shown).say(clipped(update)),
    }
}

fn clipped(update: &Update) -> &'static str {
    let same = |change: &Change| change.before.as_ref().is_some_and(|before| before.values == change.after.values);
    if update.changes.iter().all(same) {
        "Los gradientes no pasaban del máximo: se quedan como estaban."
    } else {
        "Los gradientes eran demasiado grandes y se encogen para que el paso siguiente no se desboque."
    }
}

/// A new layer's tensors have no names yet: the layer is still being made.
fn labelled(update: &Update) -> Vec<Change> {
    let mut changes = update.changes.clone();
    if ["Linear", "Bilinear"].contains(&update.name.as_str()) {
        for (change, label) in changes.iter_mut().zip(["weight", "bias"]) {
            if change.source == Source::Unknown {
                change.source = Source::Variable(label.to_owned());
            }
        }
    }
    changes
}

fn initialised(update: &Update) -> String {
    let name = &update.name;
    if ["zeros_", "ones_", "constant_", "eye_", "dirac_"].contains(&name.as_str()) {
        return format!("`{name}` pone en el tensor valores fijos: aquí no hay azar.");
    }
    if name.contains("Norm") {
        return format!("`{name}` empieza con valores fijos: aquí no hay azar.");
    }
    let what = if name.ends_with('_') { "el tensor" } else { "sus tensores" };
    format!("`{name}` llena {what} con valores iniciales al azar; con la misma semilla salen siempre los mismos.")
}

fn stepped(update: &Update, mut shown: view::Step) -> view::Step {
    let rule = rule(update);
    shown = shown.with(Formula::new(rule.formula));
    shown = optimizer::arithmetic(update).into_iter().fold(shown, view::Step::with);
    shown = tensors(&update.changes, shown);
    let decay = match setting(update, "weight_decay") {
        0.0 => "",
        _ if update.name == "AdamW" => " Además, `weight_decay` encoge un poco cada peso, aparte del gradiente.",
        _ => " Además, `weight_decay` suma al gradiente una parte del propio peso, y así lo empuja hacia 0.",
    };
    shown.say(Text::marked(&format!("{}{decay}{}", rule.says, turned(update))))
}

/// What holds only with some settings, whatever the optimizer.
fn turned(update: &Update) -> &'static str {
    match (is_on(update, "maximize"), is_on(update, "amsgrad")) {
        (true, _) => {
            " Con `maximize=True`, g es el gradiente con el signo cambiado: en lugar de bajar el resultado, se busca que suba."
        }
        (false, true) => " Con `amsgrad=True`, v̂ no baja nunca: se usa la mayor v vista hasta ahora.",
        (false, false) => "",
    }
}

/// What an optimizer does to a weight.
struct Rule {
    formula: &'static str,
    says: &'static str,
}

fn rule(update: &Update) -> Rule {
    let (formula, says) = match update.name.as_str() {
        "SGD" => return descent(update),
        "Adam" | "AdamW" => (
            "m ← β₁·m + (1 − β₁)·g;  v ← β₂·v + (1 − β₂)·g²;  w ← w − lr·m̂ / (√(v̂) + ε)",
            "Adam guarda por cada peso dos medias, la de sus gradientes (m) y la de sus cuadrados (v), las corrige \
             porque empiezan en 0 y avanza según m̂ entre la raíz de v̂. Así un gradiente pequeño pero constante mueve \
             el peso casi tanto como uno grande.",
        ),
        "RMSprop" => (
            propagation(update),
            "RMSprop divide cada gradiente entre la raíz de la media reciente de sus cuadrados: donde los gradientes \
             vienen siendo grandes, el paso se acorta; donde son pequeños, se alarga.",
        ),
        "Adagrad" => (
            "s ← s + g²;  w ← w − lr·g / (√s + ε)",
            "Adagrad divide cada gradiente entre la raíz de la suma de todos sus cuadrados hasta ahora. Como esa suma \
             nunca baja, los pasos tienden a acortarse.",
        ),
        _ => ("w ← w − paso", "El optimizador mueve cada peso; cuánto, lo decide a partir de su gradiente."),
    };
    Rule { formula, says }
}

fn propagation(update: &Update) -> &'static str {
    match (is_on(update, "centered"), is_on(update, "momentum")) {
        (false, false) => "v ← α·v + (1 − α)·g²;  w ← w − lr·g / (√v + ε)",
        (false, true) => "v ← α·v + (1 − α)·g²;  b ← μ·b + g / (√v + ε);  w ← w − lr·b",
        (true, false) => "v ← α·v + (1 − α)·g²;  m ← α·m + (1 − α)·g;  w ← w − lr·g / (√(v − m²) + ε)",
        (true, true) => "v ← α·v + (1 − α)·g²;  m ← α·m + (1 − α)·g;  b ← μ·b + g / (√(v − m²) + ε);  w ← w − lr·b",
    }
}

fn descent(update: &Update) -> Rule {
    let (momentum, decay) = (is_on(update, "momentum"), is_on(update, "weight_decay"));
    let slowed = is_on(update, "dampening");
    let (formula, says) = match (momentum, is_on(update, "nesterov")) {
        (true, false) if slowed => (
            "v ← μ·v + (1 − d)·g;  w ← w − lr·v",
            "Cada peso guarda una velocidad v y se mueve con ella. En el primer paso v es el gradiente entero; desde el \
             segundo, `dampening` (d) hace que cada gradiente nuevo cuente menos.",
        ),
        (true, true) => (
            "v ← μ·v + g;  w ← w − lr·(g + μ·v)",
            "Cada peso guarda una velocidad v, que suma los gradientes y olvida poco a poco los antiguos (`momentum`, \
             μ). Con Nesterov se mueve según el gradiente de ahora más esa velocidad.",
        ),
        (true, false) => (
            "v ← μ·v + g;  w ← w − lr·v",
            "Cada peso guarda una velocidad v, que suma los gradientes y olvida poco a poco los antiguos (`momentum`, \
             μ), y se mueve con ella. En el primer paso v es solo el gradiente; después, si los gradientes apuntan \
             siempre al mismo lado, toma impulso.",
        ),
        (false, _) => (
            if decay { "w ← w − lr·(g + λ·w)" } else { "w ← w − lr·g" },
            "Cada peso da un paso contra su gradiente: donde el gradiente es positivo, baja; donde es negativo, sube. \
             La tasa de aprendizaje (`lr`) decide cuánto mide el paso.",
        ),
    };
    Rule { formula, says }
}

fn is_on(update: &Update, name: &str) -> bool {
    setting(update, name) != 0.0
}

fn tensors(changes: &[Change], shown: view::Step) -> view::Step {
    changes.iter().fold(shown, |shown, change| {
        let named =
            if change.source == Source::Unknown { String::new() } else { format!("{}: ", name(&change.source)) };
        shown.tensor(format!("{named}{}", super::backward::indented(&change.after.text, named.chars().count())))
    })
}
