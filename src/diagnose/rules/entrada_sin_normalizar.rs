//! Raw data so large that the first sigmoid or tanh is flat from the beginning.

use crate::{
    diagnose::{
        Assigned, Finding, Flow, Inspection, Op,
        evidence::{about, percent},
    },
    trace::{Snapshot, Source, Stats},
};

pub const ID: &str = "entrada-sin-normalizar";

/// Activations that are flat at both ends.
const CURVES: [&str; 5] = ["sigmoid", "tanh", "hardsigmoid", "hardtanh", "softsign"];

/// What may stand between a layer and its activation, beside what only rearranges.
const BETWEEN: [&str; 2] = ["dropout", "add"];

/// Data beyond this are not normalised.
const LARGE: f64 = 10.0;

/// Weights larger than this would be to blame themselves.
const HEAVY: f64 = 1.5;

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let flow = inspection.flow();
    let mut found: Vec<Finding> = Vec::new();
    for curve in flow.named(&CURVES) {
        let Some(layer) = flow.behind(curve, 0, &BETWEEN).filter(|layer| is_to_blame(flow, curve, *layer)) else {
            continue;
        };
        let finding = finding(inspection, curve, layer);
        found.extend(finding.filter(|finding| found.iter().all(|known| known.span != finding.span)));
    }
    found
}

/// Whether the layer works on large data, with weights that have not learned yet, and the curve is flat for it.
fn is_to_blame<'a>(flow: Flow<'a>, curve: Op<'a>, layer: Op<'a>) -> bool {
    let (Some(x), Some(weight), Some(z)) = (layer.input(0), layer.input(1), curve.input(0)) else { return false };
    let is_flat = 2 * z.value.stats.far > z.value.stats.count;
    let is_large = largest(&x.value.stats) >= LARGE && size(&weight.value.stats) <= HEAVY;
    layer.is(&["linear"]) && is_flat && is_large && is_raw(flow, layer) && !has_learned(flow, layer, &weight.source)
}

/// Whether no other layer had to do with what comes in.
fn is_raw<'a>(flow: Flow<'a>, layer: Op<'a>) -> bool {
    let Some(before) = layer.input(0).and_then(|input| flow.producer(input)) else { return true };
    let learned = |op: &Op<'_>| op.operation.inputs.iter().any(|input| matches!(input.source, Source::Parameter(_)));
    !flow.ancestors(before).iter().any(|op| learned(op) || op.is(&["linear", "embedding"]))
}

/// Whether a gradient reached these weights earlier.
fn has_learned(flow: Flow<'_>, layer: Op<'_>, weight: &Source) -> bool {
    flow.backwards()
        .filter(|(step, _)| step.number < layer.number())
        .any(|(_, backward)| backward.leaves.iter().any(|leaf| leaf.source == *weight))
}

fn largest(stats: &Stats) -> f64 {
    stats.max.abs().max(stats.min.abs())
}

/// The root of the mean square.
fn size(stats: &Stats) -> f64 {
    stats.norm / (stats.count.max(1) as f64).sqrt()
}

fn finding(inspection: &Inspection, curve: Op<'_>, layer: Op<'_>) -> Option<Finding> {
    let (x, z) = (layer.input(0)?, &curve.input(0)?.value);
    let place = layer.step.place.as_ref()?;
    let called = inspection.span(place);
    let birth = inspection.birth(x, place);
    let span = birth.as_ref().map_or(called, |birth| inspection.script.span(birth.value));
    let columns = columns(&x.value);
    let named = |index: Option<usize>| index.and_then(|at| Some((at, columns.as_ref()?.get(at).copied()?)));
    let (wide, narrow) = (named(extreme(columns.as_ref(), f64::max)), named(extreme(columns.as_ref(), f64::min)));
    let apart = wide.zip(narrow).filter(|((_, wide), (_, narrow))| *wide >= 10.0 * *narrow);
    let finding = Finding::new(ID, span)
        .value("mayor", about(largest(&x.value.stats)))
        .value("capa", inspection.layer(layer))
        .value("activación", curve.name())
        .value("lejos", percent(z.stats.far, z.stats.count))
        .maybe("mediana", median(z).map(about))
        .maybe("ancha", apart.map(|((at, _), _)| at.to_string()))
        .maybe("hasta", apart.map(|((_, wide), _)| about(wide)))
        .maybe("estrecha", apart.map(|(_, (at, _))| at.to_string()))
        .maybe("poco", apart.map(|(_, (_, narrow))| about(narrow)));
    Some(match birth {
        Some(birth) => normalised(finding, inspection, &birth, &x.value),
        None => finding,
    })
}

/// The largest size of each column.
fn columns(x: &Snapshot) -> Option<Vec<f64>> {
    let [_, columns] = x.shape[..] else { return None };
    let largest =
        |column: usize| x.values.iter().skip(column).step_by(columns).fold(0.0, |most: f64, x| most.max(x.abs()));
    (x.whole && columns > 1).then(|| (0..columns).map(largest).collect())
}

/// Where the largest or smallest column is.
fn extreme(columns: Option<&Vec<f64>>, choose: fn(f64, f64) -> f64) -> Option<usize> {
    let columns = columns?;
    let end = columns.iter().copied().reduce(choose)?;
    columns.iter().position(|size| size.to_bits() == end.to_bits())
}

/// The median of the sizes.
fn median(z: &Snapshot) -> Option<f64> {
    let mut sizes: Vec<f64> = z.values.iter().map(|value| value.abs()).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().filter(|_| z.whole)
}

/// Each column less its mean, divided by its deviation.
fn normalised(finding: Finding, inspection: &Inspection, birth: &Assigned<'_>, x: &Snapshot) -> Finding {
    let vary = |columns: usize| {
        (0..columns)
            .all(|at| x.values.iter().skip(at).step_by(columns).any(|value| (value - x.values[at]).abs() > 1e-9))
    };
    let sure = matches!(x.shape[..], [rows, columns] if x.whole && rows > 1 && vary(columns));
    let name = &birth.target;
    let line = format!("{name} = ({name} - {name}.mean(dim=0)) / {name}.std(dim=0)");
    finding.edited(sure.then(|| inspection.line_behind(birth, &line)))
}
