//! A hidden layer whose units all begin alike, and so stay alike.

use super::ID;
use crate::{
    diagnose::{Finding, Flow, Inspection, Op, Span},
    explain::number,
    trace::{Backward, Leaf, Snapshot, Step},
};

/// Gradients of units that differ by less than this share are the same for learning.
const ALIKE: f64 = 0.1;

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let flow = inspection.flow();
    let first = flow.backwards().find_map(|(_, backward)| {
        let ops = flow.ancestors(flow.producer(&backward.root)?);
        let layers: Vec<_> = ops.iter().copied().filter(|op| op.is(&["linear"])).collect();
        layers.iter().filter(|op| is_hidden(flow, **op, &layers)).find_map(|op| finding(inspection, *op, backward))
    });
    first.into_iter().collect()
}

/// Whether another of these layers works on what this one gives.
fn is_hidden<'a>(flow: Flow<'a>, layer: Op<'a>, layers: &[Op<'a>]) -> bool {
    layers.iter().any(|other| {
        other.number() > layer.number() && flow.ancestors(*other).iter().any(|op| op.number() == layer.number())
    })
}

fn finding(inspection: &Inspection, layer: Op<'_>, backward: &Backward) -> Option<Finding> {
    let weight = layer.input(1)?;
    let units = *weight.value.shape.first().filter(|units| **units > 1)?;
    let stats = &weight.value.stats;
    let equal = stats.count > 0 && stats.min.to_bits() == stats.max.to_bits();
    let leaf = backward.leaves.iter().find(|leaf| leaf.is(weight)).filter(|_| equal)?;
    let spread = spread(leaf, units).filter(|spread| *spread < ALIKE)?;
    let filled = filled(inspection, &weight.value, layer);
    let span = filled.or_else(|| inspection.decisive_call(layer).map(|call| inspection.script.span(call.node)));
    let finding = Finding::new(ID, span.or_else(|| inspection.place(layer))?)
        .case("iguales")
        .value("capa", inspection.layer(layer))
        .value("unidades", units.to_string())
        .value("valor", number(stats.min))
        .value(if spread < 1e-6 { "idénticas" } else { "parecidas" }, format!("{:.1} %", 100.0 * spread));
    Some(repaired(finding, inspection, filled))
}

/// How far the gradients of the units are from their mean, as a share of them all.
fn spread(leaf: &Leaf, units: usize) -> Option<f64> {
    let gradient = &leaf.arrived;
    let width = gradient.values.len() / units;
    if !gradient.whole || width == 0 {
        return None;
    }
    let mean = |column: usize| gradient.values.iter().skip(column).step_by(width).sum::<f64>() / units as f64;
    let means: Vec<f64> = (0..width).map(mean).collect();
    let away = gradient.values.iter().enumerate().map(|(at, value)| (value - means[at % width]).powi(2)).sum::<f64>();
    Some(if gradient.stats.norm > 0.0 { away.sqrt() / gradient.stats.norm } else { 0.0 })
}

/// The line that filled the weights.
fn filled(inspection: &Inspection, weights: &Snapshot, layer: Op<'_>) -> Option<Span> {
    let fills = |step: &Step| step.number < layer.number() && inspection.span_of_call(step, "torch.nn.init.").is_some();
    let flow = inspection.flow();
    let updates = flow.updates().filter(|(step, _)| fills(step));
    let same = updates.filter(|(_, update)| {
        update.changes.iter().any(|change| change.after.shape == weights.shape && change.after.values == weights.values)
    });
    same.last().and_then(|(step, _)| inspection.span_of_call(step, "torch.nn.init."))
}

/// A random initialisation in its place.
fn repaired(finding: Finding, inspection: &Inspection, filled: Option<Span>) -> Finding {
    let call = filled.and_then(|span| inspection.syntax.call_at(span, &inspection.script));
    let Some((call, weights)) =
        call.and_then(|call| Some((call.node, call.node.arguments.find_argument_value("tensor", 0)?)))
    else {
        return finding;
    };
    let weights = inspection.script.quote(weights);
    // What is not called so may also be a bias, which has no fans.
    let (name, more) = if weights.ends_with("weight") { ("xavier_uniform_", "") } else { ("normal_", ", std=0.1") };
    let arguments = format!("({weights}{more})");
    match inspection.renamed(call, name) {
        Some(renamed) => finding.edited(Some(renamed)).replace(&call.arguments, arguments),
        None => finding,
    }
}
