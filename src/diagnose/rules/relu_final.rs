//! ReLU on logits.

use crate::{
    diagnose::{
        Finding, Inspection, Op, Output,
        output::{BCE_WITH_LOGITS, CROSS_ENTROPY, NLL},
    },
    explain::number,
};

pub const ID: &str = "relu-final";

const RECTIFIED: [&str; 2] = ["relu", "relu6"];

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let classes = inspection.outputs(&CROSS_ENTROPY).into_iter().chain(before_logarithm(inspection));
    let binary = inspection.outputs(&BCE_WITH_LOGITS).into_iter().map(|output| ("binaria", output));
    let all = classes.map(|output| ("", output)).chain(binary);
    let rectified = all.filter(|(_, output)| output.is(&RECTIFIED) && output.layer(inspection).is_none());
    rectified.map(|(case, output)| finding(inspection, &output).case(case)).collect()
}

/// What goes into the `log_softmax` before an `NLLLoss`.
fn before_logarithm(inspection: &Inspection) -> Vec<Output<'_>> {
    let flow = inspection.flow();
    let logarithms = inspection.outputs(&NLL).into_iter().filter(|output| output.is(&["log_softmax"]));
    logarithms.filter_map(|output| inspection.output(&NLL, flow.origin(output.op?, 0)?, output.loss)).collect()
}

fn finding(inspection: &Inspection, output: &Output<'_>) -> Finding {
    let finding = Finding::new(ID, output.span)
        .value("función", output.activation.function)
        .maybe("suelo", output.floor().filter(|floor| *floor > 0.0).map(number))
        .edited(inspection.without(output.span))
        .possible_if(output.possible);
    let Some(op) = output.op.filter(|_| output.loss.is_some()) else { return finding };
    let stats = &op.operation.output.stats;
    finding
        .maybe("ceros", (stats.zero > 0).then(|| stats.zero.to_string()))
        .value("total", stats.count.to_string())
        .maybe(
            "logaritmo",
            output.classes().filter(|_| silent_rows(op) > 0).map(|classes| number((classes as f64).ln())),
        )
        .value("filas", silent_rows(op).to_string())
        .maybe("mudas", silent_at_the_end(inspection, op))
}

/// How many samples are left with zeros alone.
fn silent_rows(op: Op<'_>) -> usize {
    let given = &op.operation.output;
    let classes = given.shape.last().copied().unwrap_or(1).max(1);
    if given.whole {
        given.values.chunks(classes).filter(|row| row.iter().all(|value| *value == 0.0)).count()
    } else {
        0
    }
}

/// The classes that gave 0 for every sample of the last of several calls.
fn silent_at_the_end(inspection: &Inspection, op: Op<'_>) -> Option<String> {
    let tally = inspection.flow().tally(op).filter(|tally| tally.times > 1)?;
    let silent = tally.idle.iter().enumerate().filter(|(_, idle)| **idle > 0).map(|(class, _)| class.to_string());
    let silent: Vec<String> = silent.collect();
    (!silent.is_empty()).then(|| silent.join(", "))
}
