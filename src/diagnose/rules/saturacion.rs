//! Sigmoids on sigmoids: the gradient that reaches the first layer has all but vanished.

use std::collections::BTreeMap;

use rustpython_ruff_text_size::Ranged;

use super::entrada_sin_normalizar;
use crate::{
    diagnose::{
        Edit, Finding, Flow, Inspection, Op,
        arguments::Use,
        evidence::{about, percent},
    },
    trace::{Backward, Leaf, Snapshot},
};

pub const ID: &str = "saturacion";

/// Activations that are flat at both ends.
const CURVES: [&str; 4] = ["sigmoid", "tanh", "hardsigmoid", "softsign"];

/// Layers, also those that are written by hand.
const LAYERS: [&str; 4] = ["linear", "matmul", "mm", "addmm"];

/// Fewer curves on each other than this are an ordinary network.
const DEEP: usize = 3;

/// The last layer's gradient is so many times that of the first.
const VANISHED: f64 = 1000.0;

/// Inputs of a curve this large on the average leave it flat.
const LARGE: f64 = 5.0;

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    // Where the data are to blame, the rule about those speaks.
    if !entrada_sin_normalizar::check(inspection).is_empty() {
        return Vec::new();
    }
    let mut found: BTreeMap<_, Finding> = BTreeMap::new();
    for (_, backward) in inspection.flow().backwards() {
        let chain = Chain::of(inspection.flow(), backward);
        if let Some(finding) = chain.vanishing(inspection).or_else(|| chain.flat(inspection)) {
            found.entry(finding.span).or_insert(finding);
        }
    }
    found.into_values().collect()
}

/// What a loss was computed with, as the gradient passes through it.
struct Chain<'a> {
    /// What reached the weights of each layer, from first to last.
    layers: Vec<(Op<'a>, &'a Leaf)>,
    /// The curves between the first and the last layer.
    curves: Vec<Op<'a>>,
}

impl<'a> Chain<'a> {
    fn of(flow: Flow<'a>, backward: &'a Backward) -> Self {
        let user = |leaf: &'a Leaf| flow.named(&LAYERS).find(|op| op.input(1).is_some_and(|weight| leaf.is(weight)));
        let layers = backward.leaves.iter().rev().filter_map(|leaf| Some((user(leaf)?, leaf))).collect();
        let nodes: Vec<Op<'a>> = backward.nodes.iter().rev().filter_map(|node| flow.op(node.step?)).collect();
        let is_layer = |op: &Op<'_>| op.is(&LAYERS);
        let first = nodes.iter().position(is_layer).unwrap_or(nodes.len());
        let last = nodes.iter().rposition(is_layer).unwrap_or_default();
        let hidden = nodes.get(first..last).unwrap_or_default();
        Self { layers, curves: hidden.iter().filter(|op| op.is(&CURVES)).copied().collect() }
    }

    fn vanishing(&self, inspection: &Inspection) -> Option<Finding> {
        let ((first, weak), (last, strong)) = (self.layers.first()?, self.layers.last()?);
        let (smallest, largest) = (weak.arrived.stats.norm, strong.arrived.stats.norm);
        if self.curves.len() < DEEP || largest <= VANISHED * smallest || largest <= 0.0 {
            return None;
        }
        // A loop shows the first of its rounds only.
        let whole = self.curves.len() + 1 == self.layers.len()
            && self.curves.windows(2).all(|pair| pair[0].number() != pair[1].number());
        let slopes = self.curves.iter().map(|op| slope(*op)).collect::<Option<Vec<f64>>>().filter(|_| whole);
        let times = (smallest > 0.0).then(|| times(largest / smallest));
        let finding = self
            .place(inspection)?
            .value("capas", self.layers.len().to_string())
            .value("primera", inspection.layer(*first))
            .value("última", inspection.layer(*last))
            .value("poco", about(smallest))
            .value("mucho", about(largest))
            .maybe("veces", times)
            .maybe("producto", slopes.map(|slopes| about(slopes.iter().product())));
        Some(self.repaired(finding, inspection))
    }

    /// Curves that are flat from the beginning, because the weights are large.
    fn flat(&self, inspection: &Inspection) -> Option<Finding> {
        let is_flat = |op: &&Op<'_>| {
            let stats = op.operation.input(0).map(|z| &z.stats);
            stats.is_some_and(|z| 4 * z.far >= 3 * z.count && z.norm >= LARGE * (z.count as f64).sqrt())
        };
        let curve = self.curves.iter().find(is_flat)?;
        let layer = &inspection.flow().origin(*curve, 0).filter(|layer| layer.is(&["linear"]))?;
        let (z, weights) = (&curve.operation.input(0)?.stats, &layer.operation.input(1)?.stats);
        let call = inspection.decisive_call(*layer).map(|call| inspection.script.span(call.node));
        let finding = Finding::new(ID, call.or_else(|| inspection.place(*layer))?)
            .case("pesos")
            .value("capa", inspection.layer(*layer))
            .value("activación", curve.name())
            .value("lejos", percent(z.far, z.count))
            .value("pesos", about(weights.norm / (weights.count.max(1) as f64).sqrt()))
            .maybe("pendiente", slope(*curve).map(about));
        Some(finding)
    }

    fn place(&self, inspection: &Inspection) -> Option<Finding> {
        let first = *self.curves.first()?;
        let call = inspection.decisive_call(first).map(|call| inspection.script.span(call.node));
        let finding = Finding::new(ID, call.or_else(|| inspection.place(first))?);
        Some(finding.value("activación", first.name()))
    }

    /// Tanh in the places of all sigmoids: its slope reaches 1, and nothing dies of it.
    fn repaired(&self, finding: Finding, inspection: &Inspection) -> Finding {
        let sigmoids = self.curves.iter().filter(|op| op.name().ends_with("sigmoid"));
        let calls = sigmoids.filter_map(|op| inspection.decisive_call(*op)).filter_map(Use::of);
        let mut uses: Vec<Use<'_>> = calls.collect();
        uses.sort_by_key(|used| used.call.node.range.start());
        uses.dedup_by_key(|used| used.call.node.range);
        uses.iter().fold(finding, |finding, used| finding.edited(tanh(inspection, used)))
    }
}

fn tanh(inspection: &Inspection, used: &Use<'_>) -> Option<Edit> {
    if used.is_module() {
        return inspection.renamed(used.call.node, "Tanh");
    }
    // `F.tanh` is out of date.
    Some(Edit { range: used.call.node.func.range(), text: inspection.syntax.reach("torch.tanh")? })
}

/// The mean slope of a curve where it was used.
fn slope(op: Op<'_>) -> Option<f64> {
    let Snapshot { values, whole: true, .. } = &op.operation.output else { return None };
    let slope = |y: &f64| match op.name() {
        "sigmoid" => Some(y * (1.0 - y)),
        "tanh" => Some(1.0 - y * y),
        "softsign" => Some((1.0 - y.abs()).powi(2)),
        _ => None,
    };
    let slopes: Option<Vec<f64>> = values.iter().map(slope).collect();
    slopes.map(|slopes| slopes.iter().sum::<f64>() / slopes.len().max(1) as f64)
}

/// A large factor in words: `3 millones`.
fn times(factor: f64) -> String {
    match factor {
        1e12.. => format!("{factor:.0e}"),
        1.95e6.. => format!("{:.0} millones de", factor / 1e6),
        1e6.. => "un millón de".to_owned(),
        _ => format!("{factor:.0}"),
    }
}
