//! Layers that do not fit each other, or the data.

mod product;

use crate::{
    diagnose::{
        Finding, Inspection, Op,
        stack::{self, Layer},
        syntax::{self, Call},
    },
    explain::shape_of,
    python::survey::TRIED,
    trace::{Failure, Snapshot, Step},
};

pub const ID: &str = "formas-capas";

/// What PyTorch says.
const SAID: [&str; 2] = ["shapes cannot be multiplied", "size mismatch, got input"];

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let fatal = inspection.fatal().filter(|(_, failure)| SAID.iter().any(|said| failure.message.contains(said)));
    let mut found: Vec<Finding> = fatal
        .and_then(|(step, failure)| match failure.name.as_str() {
            "linear" => layer(inspection, step, failure),
            _ => product::check(inspection, failure),
        })
        .map(Finding::explains_error)
        .into_iter()
        .collect();
    let written = stack::layers(&inspection.syntax).into_iter().filter_map(|layer| written(inspection, &layer));
    let others = tried(inspection).into_iter().chain(written);
    for finding in others {
        if found.iter().all(|known| known.span != finding.span) {
            found.push(finding);
        }
    }
    found
}

/// A linear layer that PyTorch could not apply.
fn layer(inspection: &Inspection, step: &Step, failure: &Failure) -> Option<Finding> {
    let (input, weight) = (&failure.inputs.first()?.value, &failure.inputs.get(1)?.value);
    let (&came, &wanted) = (input.shape.last()?, weight.shape.last()?);
    let span = inspection.made(step).or_else(|| step.place.as_ref().map(|place| inspection.span(place)))?;
    let finding = Finding::new(ID, span)
        .value("capa", inspection.layer_at(step, "linear"))
        .value("llegan", came.to_string())
        .value("espera", wanted.to_string())
        .value("forma", shape_of(&input.shape));
    let call = inspection.syntax.call_at(span, &inspection.script);
    let Some(before) = before(inspection, failure) else { return Some(data(finding, inspection, step, input, wanted)) };
    let finding = finding
        .case("capas")
        .value("anterior", inspection.layer(before))
        .value("da", before.operation.output.shape.last()?.to_string())
        .maybe(
            "línea",
            inspection.decisive_call(before).map(|call| inspection.script.span(call.node).line.to_string()),
        );
    let given = inspection.decisive_call(before).filter(|_| before.operation.output.shape.last() == Some(&came));
    Some(sized(finding, inspection, call.as_ref(), given.as_ref(), came))
}

/// The linear layer that the input comes from.
fn before<'a>(inspection: &'a Inspection, failure: &Failure) -> Option<Op<'a>> {
    let flow = inspection.flow();
    let mut at = flow.producer(failure.inputs.first()?)?;
    while !at.is(&["linear"]) {
        at = flow.producer(at.input(0)?).filter(|before| before.number() < at.number())?;
    }
    Some(at)
}

/// Data that do not fit the first layer.
fn data(finding: Finding, inspection: &Inspection, step: &Step, input: &Snapshot, wanted: usize) -> Finding {
    let (came, script) = (input.shape.last().copied().unwrap_or(1), &inspection.script);
    let made = inspection.made(step).and_then(|span| inspection.syntax.call_at(span, script));
    let inner: usize = input.shape.iter().skip(1).product();
    if input.shape.len() < 3 || inner != wanted {
        return sized(finding.case("datos"), inspection, made.as_ref(), None, came);
    }
    let finding = finding.case("aplanar");
    let leads = step.module.and_then(|number| inspection.survey().parent(number)).is_some_and(|(_, name)| name == "0");
    let called = step.place.as_ref().and_then(|place| inspection.syntax.call_at(inspection.span(place), script));
    match (made, called.as_ref().and_then(|call| call.node.arguments.args.first())) {
        (Some(made), _) if leads => {
            let flatten = inspection.syntax.written("torch.nn.Flatten");
            finding.wrap(made.node, &format!("{flatten}(), "), "")
        }
        (_, Some(argument)) => finding.replace(argument, inspection.with_method(argument, ".flatten(1)")),
        _ => finding,
    }
}

/// Gives a layer the size of what comes in.
fn sized(
    finding: Finding,
    inspection: &Inspection,
    call: Option<&Call<'_>>,
    given: Option<&Call<'_>>,
    came: usize,
) -> Finding {
    let Some((call, expr)) =
        call.and_then(|call| Some((call, call.node.arguments.find_argument_value("in_features", 0)?)))
    else {
        return finding;
    };
    let size = given.and_then(|given| Some((given, given.node.arguments.find_argument_value("out_features", 1)?)));
    let same_scope = |other: &Call<'_>| other.scope.function.map(|f| f.range) == call.scope.function.map(|f| f.range);
    match size {
        Some((given, size)) if same_scope(given) => finding.replace(expr, inspection.script.quote(size)),
        _ if syntax::number(expr).is_some() => finding.replace(expr, came.to_string()),
        _ => finding,
    }
}

/// Models that the program never calls and that could not be called: only what its own literals say is sure.
fn tried(inspection: &Inspection) -> Vec<Finding> {
    let literal = |step: &Step, argument: &str, position: usize| {
        let call = inspection.made(step).and_then(|span| inspection.syntax.call_at(span, &inspection.script));
        call.and_then(|call| stack::size(&call, argument, position)).is_some()
    };
    let flow = inspection.flow();
    let failures = flow.failures().filter(|(step, failure)| {
        let said = SAID.iter().any(|said| failure.message.contains(said));
        said && failure.name == "linear" && step.path.starts_with(TRIED) && literal(step, "in_features", 0)
    });
    let sure = failures.filter(|(_, failure)| {
        before(inspection, failure).is_some_and(|before| literal(before.step, "out_features", 1))
    });
    sure.filter_map(|(step, failure)| layer(inspection, step, failure)).collect()
}

/// Two literal sizes in a `Sequential` that never ran.
fn written(inspection: &Inspection, layer: &Layer<'_>) -> Option<Finding> {
    let (given, width) = layer.fed.as_ref().filter(|_| layer.call.callee == "torch.nn.Linear")?;
    let wanted = stack::size(&layer.call, "in_features", 0).filter(|wanted| wanted != width)?;
    let script = &inspection.script;
    let finding = Finding::new(ID, script.span(layer.call.node))
        .case("capas")
        .value("anterior", script.quote(given.node))
        .value("capa", script.quote(layer.call.node))
        .value("da", width.to_string())
        .value("llegan", width.to_string())
        .value("espera", wanted.to_string())
        .value("línea", script.span(given.node).line.to_string());
    Some(sized(finding, inspection, Some(&layer.call), Some(given), *width))
}
