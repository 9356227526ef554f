//! How each element changed under an activation.

use super::numbers::{element, indices, number};
use crate::{
    trace::{Operation, Snapshot},
    view::{Align, Table},
};

/// Of larger tensors, only some telling elements are shown.
const SHOWN: usize = 8;

/// So many of the elements that change.
const CHANGING: usize = 3;

/// Functions of one element, whose values stand before and after in a table.
pub const ACTIVATIONS: [&str; 23] = [
    "relu",
    "sigmoid",
    "tanh",
    "leaky_relu",
    "elu",
    "celu",
    "selu",
    "gelu",
    "silu",
    "mish",
    "softplus",
    "relu6",
    "hardtanh",
    "hardsigmoid",
    "hardswish",
    "hardshrink",
    "softshrink",
    "tanhshrink",
    "threshold",
    "logsigmoid",
    "softsign",
    "prelu",
    "rrelu",
];

/// Before and after, element by element.
pub fn table(operation: &Operation) -> Option<Table> {
    let name = operation.name.trim_end_matches('_');
    let before = operation.input(0)?;
    if !ACTIVATIONS.contains(&name) || before.shape != operation.output.shape {
        return None;
    }
    let shown = places(operation, before);
    let mut table = Table::new().bare().column("", Align::Left).column("antes", Align::Decimal);
    table = table.column("después", Align::Decimal).column("", Align::Left);
    for index in &shown {
        let (x, y) = (before.get(index)?, operation.output.get(index)?);
        table = table.row([element("", index), number(x), format!("→ {}", number(y)), word(name, x, y).to_owned()]);
    }
    let more = shown.len() < before.stats.count;
    Some(if more { table.row(["…", "", "", ""]) } else { table })
}

/// Every element; of a larger tensor the first that change, and the first that stays as it was.
fn places(operation: &Operation, before: &Snapshot) -> Vec<Vec<usize>> {
    if before.stats.count <= SHOWN {
        return indices(&before.shape);
    }
    let kept: Vec<usize> = before.shape.iter().map(|&size| size.min(if before.whole { size } else { 3 })).collect();
    let changes = |index: &Vec<usize>| match (before.get(index), operation.output.get(index)) {
        (Some(x), Some(y)) => (x - y).abs() >= f64::EPSILON,
        _ => false,
    };
    let (changing, same): (Vec<_>, Vec<_>) = indices(&kept).into_iter().partition(changes);
    let mut shown: Vec<Vec<usize>> = changing.into_iter().take(CHANGING).chain(same.into_iter().take(1)).collect();
    shown.sort();
    shown
}

/// What became of one element, in a word.
fn word(name: &str, before: f64, after: f64) -> &'static str {
    match name {
        "sigmoid" | "tanh" if before.abs() > 3.0 => "saturado",
        "relu" | "relu6" if before < 0.0 => "cortado",
        _ if (before - after).abs() < f64::EPSILON => "igual",
        _ if after == 0.0 => "anulado",
        _ => "",
    }
}
