//! Binary cross-entropy and its sigmoid: twice, or not at all.

use crate::{
    diagnose::{
        Finding, Inspection, Op, Output, Span, floor,
        output::{BCE, BCE_WITH_LOGITS},
    },
    explain::number,
    nn::activation,
    trace::{Input, Step},
};

pub const ID: &str = "sigmoid-logits";

/// What gives probabilities already.
const PROBABILITIES: [&str; 3] = ["sigmoid", "hardsigmoid", "softmax"];

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let outputs = inspection.outputs(&BCE_WITH_LOGITS).into_iter();
    let doubled = outputs.filter(|output| output.is(&PROBABILITIES) && output.layer(inspection).is_none());
    doubled.map(|output| twice(inspection, &output)).chain(missing(inspection)).collect()
}

fn twice(inspection: &Inspection, output: &Output<'_>) -> Finding {
    let floor = output.floor().filter(|_| output.loss.is_some());
    Finding::new(ID, output.span)
        .value("función", output.activation.function)
        .maybe("suelo", floor.map(number))
        .maybe("pérdida", floor.and_then(|floor| output.last_loss(inspection.flow(), floor)).map(number))
        .edited(inspection.without(output.span))
        .possible_if(output.possible)
}

/// Logits where `BCELoss` wants probabilities, whether it refused them or they lay between 0 and 1 by chance.
fn missing(inspection: &Inspection) -> Vec<Finding> {
    let flow = inspection.flow();
    let refused = flow.failures().filter_map(|(step, failure)| {
        let input = failure.inputs.first().filter(|_| failure.message.starts_with("all elements of input"))?;
        Some(raw(inspection, step, input, flow.source(input, &[]).filter(is_no_probability)?)?.explains_error())
    });
    let taken = flow.named(&["binary_cross_entropy"]).filter_map(|loss| {
        let input = loss.input(0)?;
        raw(inspection, loss.step, input, flow.origin(loss, 0).filter(is_logit)?)
    });
    let meant = inspection.end(&BCE).filter(is_logit).and_then(|op| {
        let call = inspection.syntax.calls_of(&BCE.names).into_iter().next()?;
        Some(told(inspection, inspection.script.span(call.node), op).possible())
    });
    refused.chain(taken).chain(meant).collect()
}

fn is_logit(op: &Op<'_>) -> bool {
    op.is(&["linear"])
}

/// A `nan` comes through a sigmoid too: then it is not the sigmoid that is missing.
fn is_no_probability(op: &Op<'_>) -> bool {
    activation::find(op.name()).is_none_or(|found| {
        let (least, most) = floor::usual_range(found);
        least < 0.0 || most > 1.0
    })
}

fn raw(inspection: &Inspection, step: &Step, input: &Input, op: Op<'_>) -> Option<Finding> {
    let loss = inspection.made(step).or_else(|| step.place.as_ref().map(|place| inspection.span(place)))?;
    let (stats, finding) = (&input.value.stats, told(inspection, loss, op));
    let (least, most) = (number(stats.min), number(stats.max));
    if stats.min >= 0.0 && stats.max <= 1.0 {
        return Some(finding.value("menor", least).value("mayor", most));
    }
    let outside = input.value.values.iter().filter(|value| !(0.0..=1.0).contains(*value)).count();
    let counted = input.value.whole.then(|| outside.to_string());
    Some(
        finding
            .value("mínimo", least)
            .value("máximo", most)
            .maybe("fuera", counted)
            .value("total", stats.count.to_string()),
    )
}

fn told(inspection: &Inspection, loss: Span, op: Op<'_>) -> Finding {
    let call = inspection.syntax.call_at(loss, &inspection.script);
    let edit = call.filter(|_| is_logit(&op)).and_then(|call| {
        let [class, function] = BCE.names;
        let name = if call.callee == class { "BCEWithLogitsLoss" } else { "binary_cross_entropy_with_logits" };
        [class, function].contains(&call.callee.as_str()).then(|| inspection.renamed(call.node, name))?
    });
    Finding::new(ID, loss).case("sin-sigmoide").value("capa", inspection.name(op)).edited(edit)
}
