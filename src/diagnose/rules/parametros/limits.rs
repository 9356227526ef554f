//! Two ends of a range that are the wrong way round.

use super::ID;
use crate::{
    diagnose::{
        Finding, Inspection,
        arguments::{Use, parameters},
        syntax,
    },
    explain::number,
    nn::activation::Default,
};

/// Activations with two ends, their names, and what PyTorch says.
const ENDED: [(&str, &str, &str, &[&str]); 2] = [
    ("Hardtanh", "min_val", "max_val", &["must be greater than min_val", "min_val cannot be greater than max_val"]),
    ("RReLU", "lower", "upper", &["Lower bound should be less than or equal to the upper bound"]),
];

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    Use::all(&inspection.syntax).iter().filter_map(|written| finding(inspection, written)).collect()
}

fn finding(inspection: &Inspection, written: &Use<'_>) -> Option<Finding> {
    let &(_, low, high, said) = ENDED.iter().find(|(name, ..)| *name == written.activation.name)?;
    let span = inspection.script.span(written.call.node);
    let raised = inspection.error_span() == Some(span)
        && inspection.error().is_some_and(|error| said.iter().any(|said| error.message.contains(said)));
    let ends = end(written, low).zip(end(written, high));
    let crossed = ends.is_some_and(|(least, most)| least > most || (least >= most && low == "min_val"));
    if !raised && !crossed {
        return None;
    }
    let finding = Finding::new(ID, span)
        .case("límites")
        .value("activación", written.activation.name)
        .value("bajo", low)
        .value("alto", high)
        .maybe("menor", ends.map(|(least, _)| number(least)))
        .maybe("mayor", ends.map(|(_, most)| number(most)));
    let finding = finding.explains_error_if(raised);
    Some(match written.argument(low).zip(written.argument(high)) {
        Some((least, most)) if ends.is_none_or(|(least, most)| least > most) => {
            finding.replace(least, inspection.script.quote(most)).replace(most, inspection.script.quote(least))
        }
        _ => finding,
    })
}

/// The number that an end is: the literal that is given, or the default.
fn end(written: &Use<'_>, parameter: &str) -> Option<f64> {
    let known = parameters(written.activation).into_iter().any(|(name, _)| name == parameter);
    match written.argument(parameter) {
        Some(expr) => syntax::number(expr),
        None if !known => None,
        None => {
            written.activation.parameters.iter().find(|own| own.name == parameter).and_then(|own| match own.default {
                Default::Float(value) => Some(value),
                _ => None,
            })
        }
    }
}
