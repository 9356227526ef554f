//! Softmax before a loss that applies softmax itself.

use crate::{
    diagnose::{Finding, Inspection, Output, evidence, output::CROSS_ENTROPY},
    explain::number,
};

pub const ID: &str = "softmax-cross-entropy";

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let outputs = inspection.outputs(&CROSS_ENTROPY).into_iter();
    let doubled = outputs.filter(|output| output.is(&["softmax"]) && output.layer(inspection).is_none());
    doubled.map(|output| finding(inspection, &output)).collect()
}

fn finding(inspection: &Inspection, output: &Output<'_>) -> Finding {
    let floor = output.floor();
    let row = first_row(output);
    Finding::new(ID, output.span)
        .maybe("clases", output.classes().map(|classes| classes.to_string()))
        .maybe("suelo", floor.map(number))
        .maybe("pérdida", floor.and_then(|floor| output.last_loss(inspection.flow(), floor)).map(number))
        .maybe("una", row.as_deref().map(evidence::list))
        .maybe("dos", row.as_deref().map(|row| evidence::list(&softmax(row))))
        .edited(inspection.without(output.span))
        .possible_if(output.possible)
}

/// The probabilities of the first sample, where they are few.
fn first_row(output: &Output<'_>) -> Option<Vec<f64>> {
    let given = &output.op?.operation.output;
    let classes = *given.shape.last().filter(|&&classes| given.whole && classes <= 5)?;
    given.values.get(..classes).map(<[f64]>::to_vec).filter(|_| output.loss.is_some())
}

fn softmax(row: &[f64]) -> Vec<f64> {
    let exponentials = row.iter().map(|value| value.exp());
    let sum: f64 = exponentials.clone().sum();
    exponentials.map(|exponential| exponential / sum).collect()
}
