//! How each element changed under an activation.

use super::numbers::{element, indices, number};
use crate::{
    trace::Operation,
    view::{Align, Table},
};

/// Larger tensors are summed up in the sentences.
const SHOWN: usize = 8;

/// Functions of one element, whose values stand before and after in a table.
const ACTIVATIONS: [&str; 23] = [
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
    if !ACTIVATIONS.contains(&name) || before.stats.count > SHOWN || before.shape != operation.output.shape {
        return None;
    }
    let mut table = Table::new().bare().column("", Align::Left).column("antes", Align::Decimal);
    table = table.column("después", Align::Decimal).column("", Align::Left);
    for index in indices(&before.shape) {
        let (x, y) = (before.get(&index)?, operation.output.get(&index)?);
        table = table.row([element("", &index), number(x), format!("→ {}", number(y)), word(name, x, y).to_owned()]);
    }
    Some(table)
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
