//! An output activation that cannot reach its targets, or not the logits that its loss needs.

use crate::{
    diagnose::{
        Finding, Inspection, Output, floor,
        misfit::{Misfit, interval},
        output::{BCE_WITH_LOGITS, CROSS_ENTROPY},
    },
    explain::number,
};

pub const ID: &str = "activacion-inadecuada";

/// What leaves logits no room. Softmax, and sigmoid where the loss applies one itself, have pages of their own.
const BETWEEN: [&str; 5] = ["sigmoid", "tanh", "hardtanh", "softsign", "hardsigmoid"];

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let misfits = inspection.misfits();
    let regressions = misfits.iter().filter(|misfit| inspection.always_active(misfit.op).is_none());
    let binary = inspection.outputs(&BCE_WITH_LOGITS).into_iter().filter(|output| output.is(&BETWEEN[1..4]));
    let classes = inspection.outputs(&CROSS_ENTROPY).into_iter().filter(|output| output.is(&BETWEEN));
    let logits = classes.chain(binary).filter(|output| output.layer(inspection).is_none());
    regressions
        .filter_map(|misfit| regression(inspection, misfit))
        .chain(logits.map(|output| narrow(inspection, &output)))
        .collect()
}

fn regression(inspection: &Inspection, misfit: &Misfit<'_>) -> Option<Finding> {
    let span = inspection.place(misfit.op)?;
    let finding = Finding::new(ID, span).edited(inspection.without(span));
    Some(finding.values(misfit.values(inspection.flow())))
}

fn narrow(inspection: &Inspection, output: &Output<'_>) -> Finding {
    let range =
        output.op.map_or_else(|| floor::usual_range(output.activation), |op| floor::range(op, output.activation));
    let floor = output.floor();
    Finding::new(ID, output.span)
        .case("logits")
        .value("función", output.activation.function)
        .value("alcance", interval(output.activation, range))
        .maybe("suelo", floor.map(number))
        .maybe("pérdida", floor.and_then(|floor| output.last_loss(inspection.flow(), floor)).map(number))
        .edited(inspection.without(output.span))
        .possible_if(output.possible)
}
