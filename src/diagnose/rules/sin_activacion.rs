//! Two linear layers with only affine operations between them are one.

use crate::{
    diagnose::{Finding, Flow, Inspection, Op, evidence},
    python::survey::TRIED,
};

pub const ID: &str = "sin-activacion";

/// What bends nothing, beside what only rearranges.
const STRAIGHT: [&str; 4] = ["dropout", "alpha_dropout", "detach", "batch_norm"];

/// What bends nothing as long as the other side does not come from the same input: `x * torch.sigmoid(x)` does.
const ARITHMETIC: [&str; 4] = ["add", "sub", "mul", "div"];

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let flow = inspection.flow();
    let mut found: Vec<Finding> = Vec::new();
    for second in flow.named(&["linear"]) {
        let Some(first) = before(flow, second) else { continue };
        if let Some(finding) =
            finding(inspection, first, second).filter(|new| !found.iter().any(|old| old.span == new.span))
        {
            found.push(finding);
        }
    }
    found
}

/// The linear layer that a linear layer gets its input from, if nothing on the way bends it.
fn before<'a>(flow: Flow<'a>, second: Op<'a>) -> Option<Op<'a>> {
    let mut at = flow.origin(second, 0)?;
    while at.is(&STRAIGHT) || (at.is(&ARITHMETIC) && is_straight(flow, at)) {
        at = flow.origin(at, 0).filter(|before| before.number() < at.number())?;
    }
    at.is(&["linear"]).then_some(at)
}

/// Whether the other side of an operation was computed by nothing, or, where it is added, by a linear layer.
fn is_straight<'a>(flow: Flow<'a>, op: Op<'a>) -> bool {
    let is_added = op.is(&["add", "sub"]);
    let other = |index: usize| flow.origin(op, index);
    (1..op.operation.inputs.len()).filter_map(other).all(|other| is_added && other.is(&["linear"]))
}

fn finding(inspection: &Inspection, first: Op<'_>, second: Op<'_>) -> Option<Finding> {
    let span = inspection.place(second)?;
    let finding = Finding::new(ID, span)
        .value("primera", inspection.name(first))
        .value("segunda", inspection.name(second))
        .maybe("línea", inspection.place(first).map(|first| first.line.to_string()));
    let finding = evidence::collapsed(first, second)
        .into_iter()
        .fold(finding, |finding, (name, value)| finding.value(name, value));
    Some(if second.step.path.starts_with(TRIED) { finding.value("entrada", "de prueba") } else { finding })
}
