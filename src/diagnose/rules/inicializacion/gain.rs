//! The gain of another activation than the one that comes next.

use rustpython_ruff_python_ast::Expr;

use super::ID;
use crate::{
    diagnose::{
        Finding, Flow, Inspection, Op,
        syntax::{Call, text},
    },
    explain::number,
    trace::{Change, Snapshot, UpdateKind},
};

/// What may stand between a layer and its activation, beside what only rearranges.
const BETWEEN: [&str; 2] = ["dropout", "add"];

/// Activations, the names of a gain that suit them, and the one that is theirs.
const SUITS: [(&[&str], &[&str], &str); 3] = [
    (
        &["relu", "relu6", "gelu", "silu", "mish", "elu", "celu", "hardswish", "leaky_relu", "rrelu", "prelu"],
        &["relu", "leaky_relu", "selu"],
        "relu",
    ),
    (&["tanh", "softsign", "hardtanh"], &["tanh"], "tanh"),
    (&["sigmoid", "hardsigmoid"], &["sigmoid", "linear"], "sigmoid"),
];

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let flow = inspection.flow();
    let filled = flow.updates().filter(|(_, update)| update.kind == UpdateKind::Init);
    let of = |step: &crate::trace::Step, change: &Change| {
        let span = inspection.span(step.place.as_ref()?);
        let call = inspection.syntax.call_at(span, &inspection.script)?;
        let said = Said::of(inspection, &call)?;
        finding(inspection, &call, &said, user(flow, step.number, &change.after)?)
    };
    let found = filled.filter_map(|(step, update)| of(step, update.changes.first()?));
    let mut distinct: Vec<Finding> = Vec::new();
    for finding in found {
        if distinct.iter().all(|known| known.span != finding.span) {
            distinct.push(finding);
        }
    }
    distinct
}

/// The activation that an initialisation is told of.
struct Said<'a> {
    name: &'a str,
    /// Where it stands, if it is written.
    expr: Option<&'a Expr>,
}

impl<'a> Said<'a> {
    fn of(inspection: &'a Inspection, call: &Call<'a>) -> Option<Self> {
        let arguments = &call.node.arguments;
        match call.callee.strip_prefix("torch.nn.init.")? {
            "kaiming_uniform_" | "kaiming_normal_" => match arguments.find_argument_value("nonlinearity", 3) {
                Some(expr) => Some(Self { name: text(expr)?, expr: Some(expr) }),
                // A slope of one's own is a gain of one's own.
                None if arguments.find_argument_value("a", 1).is_some() => None,
                None => Some(Self { name: "leaky_relu", expr: None }),
            },
            "xavier_uniform_" | "xavier_normal_" | "orthogonal_" => {
                let gain = arguments.find_argument_value("gain", 1)?.as_call_expr()?;
                let asked = inspection.syntax.dotted(&gain.func)? == "torch.nn.init.calculate_gain";
                let expr = gain.arguments.find_argument_value("nonlinearity", 0).filter(|_| asked)?;
                Some(Self { name: text(expr)?, expr: Some(expr) })
            }
            _ => None,
        }
    }
}

/// The first layer that uses the weights, known by their values.
fn user<'a>(flow: Flow<'a>, after: usize, weights: &Snapshot) -> Option<Op<'a>> {
    let same = |op: &Op<'_>| {
        let used = op.operation.input(1);
        used.is_some_and(|used| used.shape == weights.shape && used.values == weights.values)
    };
    flow.named(&["linear"]).filter(|op| op.number() > after).find(same)
}

fn finding(inspection: &Inspection, call: &Call<'_>, said: &Said<'_>, layer: Op<'_>) -> Option<Finding> {
    let next = activation(inspection.flow(), layer)?;
    let (_, suiting, own) = SUITS.iter().find(|(names, ..)| next.is(names))?;
    if suiting.contains(&said.name) {
        return None;
    }
    let (used, wanted) = (gain(said.name)?, gain(own)?);
    let size = |snapshot: &Snapshot| snapshot.stats.norm / (snapshot.stats.count.max(1) as f64).sqrt();
    let weights = size(layer.operation.input(1)?);
    let script = &inspection.script;
    let finding = Finding::new(ID, said.expr.map_or_else(|| script.span(call.node), |expr| script.span(expr)))
        .case("ganancia")
        .value("dicha", said.name)
        .value("siguiente", next.name())
        .value("capa", inspection.layer(layer))
        .value("usada", number(used))
        .value("buena", number(wanted))
        .value("tamaño", format!("{weights:.3}"))
        .value("debido", format!("{:.3}", weights * wanted / used))
        .value("propia", *own);
    let end = call.node.arguments.arguments_source_order().last();
    Some(match (said.expr, end) {
        (Some(expr), _) => finding.replace(expr, format!("\"{own}\"")),
        (None, Some(last)) => finding.wrap(&last.value(), "", &format!(", nonlinearity=\"{own}\"")),
        (None, None) => finding,
    })
}

/// The activation that a layer's result goes into.
fn activation<'a>(flow: Flow<'a>, layer: Op<'a>) -> Option<Op<'a>> {
    let mut at = layer;
    loop {
        let next = flow.consumers(at).find(|next| next.number() > at.number())?;
        if !(next.is(Flow::views()) || next.is(&BETWEEN)) {
            return Some(next);
        }
        at = next;
    }
}

fn gain(name: &str) -> Option<f64> {
    match name {
        "linear" | "sigmoid" => Some(1.0),
        "tanh" => Some(5.0 / 3.0),
        "relu" | "leaky_relu" => Some(std::f64::consts::SQRT_2),
        "selu" => Some(0.75),
        _ => None,
    }
}
