//! A PReLU with a number of slopes that does not fit, or whose slopes decay.

use std::collections::HashSet;

use crate::{
    diagnose::{
        Finding, Inspection, Span,
        arguments::Use,
        stack::{self, Layer},
    },
    explain::{number, shape_of},
    python::survey::{Group, Module, Optimizer, Owned},
    trace::{Snapshot, Source},
};

pub const ID: &str = "prelu";

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let mut found: Vec<Finding> = failed(inspection).into_iter().collect();
    let never_ran = stack::layers(&inspection.syntax).into_iter().filter_map(|layer| written(inspection, &layer));
    for finding in never_ran {
        if found.iter().all(|known| known.span != finding.span) {
            found.push(finding);
        }
    }
    found.extend(inspection.survey().optimizers.iter().filter_map(|optimizer| decaying(inspection, optimizer)));
    found
}

/// The one that PyTorch refused.
fn failed(inspection: &Inspection) -> Option<Finding> {
    let (step, failure) = inspection.fatal().filter(|(_, failure)| failure.name == "prelu")?;
    let sizes = |index: usize| failure.inputs.get(index).map(|input| &input.value.shape);
    let (slopes, channels) = (*sizes(1)?.first()?, *sizes(0)?.get(1)?);
    let input = failure.inputs.first()?;
    let made = inspection.made(step).or_else(|| step.place.as_ref().map(|place| inspection.span(place)))?;
    let finding = mismatch(made, slopes, channels).value("forma", shape_of(&input.value.shape)).maybe(
        "capa",
        inspection.flow().producer(input).filter(|op| op.name() == "linear").map(|op| inspection.layer(op)),
    );
    Some(repaired(finding, inspection, made, channels).explains_error())
}

/// One in a `Sequential` that never ran, behind a linear layer of another width.
fn written(inspection: &Inspection, layer: &Layer<'_>) -> Option<Finding> {
    let used = Use::of(layer.call.clone()).filter(|used| used.activation.name == "PReLU")?;
    let slopes = stack::size(&used.call, "num_parameters", 0)?;
    let (_, width) = layer.fed.as_ref().filter(|(_, width)| *width != slopes && slopes != 1)?;
    let span = inspection.script.span(used.call.node);
    let ran = inspection.flow().named(&["prelu"]).any(|op| inspection.made(op.step) == Some(span));
    (!ran).then(|| repaired(mismatch(span, slopes, *width), inspection, span, *width).possible())
}

fn mismatch(span: Span, slopes: usize, channels: usize) -> Finding {
    Finding::new(ID, span).value("pendientes", slopes.to_string()).value("canales", channels.to_string())
}

fn repaired(finding: Finding, inspection: &Inspection, span: Span, channels: usize) -> Finding {
    let used = inspection.syntax.call_at(span, &inspection.script).and_then(Use::of);
    match used.and_then(|used| used.argument("num_parameters")) {
        Some(expr) => finding.replace(expr, channels.to_string()),
        None => finding,
    }
}

/// An optimizer that pulls slopes towards 0.
fn decaying(inspection: &Inspection, optimizer: &Optimizer) -> Option<Finding> {
    let survey = inspection.survey();
    let is_slope = |owned: &&Owned| inspection.module(owned.module).is_some_and(|module| module.is("PReLU"));
    let slopes = |group: &Group| -> Vec<String> {
        group.parameters.iter().flatten().filter(is_slope).map(|owned| survey.parameter(owned)).collect()
    };
    let group = optimizer.groups.iter().find(|group| group.weight_decay > 0.0 && !slopes(group).is_empty())?;
    let names = slopes(group);
    let span = inspection.script.spot(optimizer.place)?;
    let (before, after) = moved(inspection, &names).unzip();
    let finding = Finding::new(ID, span)
        .case("decaimiento")
        .value("decaimiento", number(group.weight_decay))
        .value("optimizador", optimizer.class.as_str())
        .value("nombres", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
        .maybe("antes", before)
        .maybe("después", after);
    Some(if is_whole(inspection, group) { grouped(finding, inspection, span, &names) } else { finding })
}

/// Whether it holds all parameters of one model, so that their names are those of the whole.
fn is_whole(inspection: &Inspection, group: &Group) -> bool {
    let survey = inspection.survey();
    let roots: HashSet<usize> = group.parameters.iter().flatten().map(|owned| survey.root(owned.module)).collect();
    let of_root = |(number, _): &(usize, &Module)| roots.contains(&survey.root(*number));
    let all =
        survey.modules.iter().enumerate().filter(of_root).map(|(_, module)| module.parameters.len()).sum::<usize>();
    roots.len() == 1 && all == group.parameters.len()
}

/// A single slope before and after the first step that is kept.
fn moved(inspection: &Inspection, names: &[String]) -> Option<(String, String)> {
    let is_slope = |source: &Source| matches!(source, Source::Parameter(name) if names.contains(name));
    let flow = inspection.flow();
    let changes = flow.updates().flat_map(|(_, update)| &update.changes);
    let change = changes.into_iter().find(|change| is_slope(&change.source) && change.gradient.is_some())?;
    let (before, after) = (change.before.as_ref().and_then(Snapshot::scalar)?, change.after.scalar()?);
    Some((number(before), number(after)))
}

/// `SGD(modelo.parameters(), …)` with a group of their own for the slopes.
fn grouped(finding: Finding, inspection: &Inspection, span: Span, names: &[String]) -> Finding {
    let script = &inspection.script;
    let call = inspection.syntax.call_at(span, script);
    let Some(argument) = call.as_ref().and_then(|call| call.node.arguments.find_argument_value("params", 0)) else {
        return finding;
    };
    let model = script.quote(argument).strip_suffix(".parameters()");
    let Some(model) = model else { return finding };
    let quoted = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let test = if names.len() == 1 { format!("n != {quoted}") } else { format!("n not in ({quoted})") };
    let slopes = names.iter().map(|name| format!("{model}{}", access(name))).collect::<Vec<_>>().join(", ");
    let indent: String = script.line(span.line).chars().take_while(|c| c.is_whitespace()).collect();
    let groups = [
        format!("{{\"params\": [p for n, p in {model}.named_parameters() if {test}]}}"),
        format!("{{\"params\": [{slopes}], \"weight_decay\": 0.0}}"),
    ];
    finding.replace(argument, format!("[\n{indent}    {},\n{indent}    {},\n{indent}]", groups[0], groups[1]))
}

/// `1.weight` as Python reaches it: `[1].weight`.
fn access(name: &str) -> String {
    let part = |part: &str| if part.parse::<usize>().is_ok() { format!("[{part}]") } else { format!(".{part}") };
    name.split('.').map(part).collect()
}
