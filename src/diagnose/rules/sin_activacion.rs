//! Two linear layers with only affine operations between them are one.

use crate::{
    diagnose::{Finding, Inspection, Op, evidence},
    python::survey::TRIED,
};

pub const ID: &str = "sin-activacion";

/// What bends nothing, beside what only rearranges.
const AFFINE: [&str; 8] = ["dropout", "alpha_dropout", "detach", "add", "sub", "mul", "div", "batch_norm"];

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let flow = inspection.flow();
    let mut found: Vec<Finding> = Vec::new();
    for second in flow.named(&["linear"]) {
        let Some(first) = flow.behind(second, 0, &AFFINE).filter(|first| first.is(&["linear"])) else { continue };
        if let Some(finding) =
            finding(inspection, first, second).filter(|new| !found.iter().any(|old| old.span == new.span))
        {
            found.push(finding);
        }
    }
    found
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
