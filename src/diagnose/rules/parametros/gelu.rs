//! The exact GELU and its approximation in one model.

use super::ID;
use crate::{
    diagnose::{Finding, Inspection, Op, arguments::Use},
    nn::activation,
    tensor::{Attribute, Tensor},
    trace::{Snapshot, Value},
};

pub fn check(inspection: &Inspection) -> Option<Finding> {
    let flow = inspection.flow();
    let used: Vec<_> = flow.named(&["gelu"]).filter_map(|op| Some((op, manner(op)?, model(inspection, op)?))).collect();
    let pairs = used.iter().flat_map(|second| used.iter().map(move |first| (first, second)));
    let handed = hands_on_weights(inspection);
    let mut mixed = pairs.filter(|(first, second)| first.0.number() < second.0.number() && first.1 != second.1);
    let (first, second) = mixed.find(|(first, second)| first.2 == second.2 || handed)?;
    Some(finding(inspection, first.0, second.0, second.1)?.possible_if(first.2 != second.2))
}

fn manner(op: Op<'_>) -> Option<&str> {
    if let Value::Text(word) = op.operation.attribute("approximate")? { Some(word) } else { None }
}

/// The number of the model that it is part of: a GELU by itself is none.
fn model(inspection: &Inspection, op: Op<'_>) -> Option<usize> {
    let number = op.step.module?;
    let root = inspection.survey().root(number);
    (root != number || inspection.module(number)?.own).then_some(root)
}

/// Whether what one model learned is given to another.
fn hands_on_weights(inspection: &Inspection) -> bool {
    inspection.syntax.calls().iter().any(|call| call.callee.ends_with(".load_state_dict"))
}

fn finding(inspection: &Inspection, first: Op<'_>, second: Op<'_>, manner: &str) -> Option<Finding> {
    let written = inspection.decisive_call(second).and_then(Use::of);
    let span = written
        .as_ref()
        .map(|written| inspection.script.span(written.call.node))
        .or_else(|| inspection.place(second))?;
    let other = inspection.decisive_call(first).map(|call| inspection.script.span(call.node).line);
    let finding = Finding::new(ID, span)
        .case("gelu")
        .maybe("línea", other.or_else(|| inspection.place(first).map(|place| place.line)).map(|line| line.to_string()))
        .maybe("distancia", second.operation.input(0).and_then(distance).map(|distance| format!("{distance:.1e}")));
    let wanted = if manner == "none" { "(approximate=\"tanh\")" } else { "()" };
    Some(match written.filter(Use::is_module) {
        Some(written) => finding.replace(&written.call.node.arguments, wanted),
        None => finding,
    })
}

/// How far the two are apart on the numbers that went in.
fn distance(input: &Snapshot) -> Option<f64> {
    let x = Tensor::from_vec(input.values.clone(), &[input.values.len()]);
    let of = |word: &str| {
        let arguments = [("approximate", Attribute::Text(word.to_owned()))];
        Some(activation::find("GELU")?.run(&x, &arguments).ok()?.to_vec::<f64>())
    };
    let (exact, near) = (of("none")?, of("tanh")?);
    Some(exact.iter().zip(near).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max))
}
