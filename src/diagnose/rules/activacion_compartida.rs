//! One PReLU in two places of a model: both must do with one slope.

use std::collections::HashSet;

use rustpython_ruff_python_ast::Stmt;
use rustpython_ruff_text_size::{Ranged, TextRange};

use crate::{
    diagnose::{
        Finding, Flow, Inspection, Op, Span,
        syntax::{Call, method},
    },
    python::survey::{Child, Module},
    trace::Source,
};

pub const ID: &str = "activacion-compartida";

/// A repair whose parts lie farther apart is not shown.
const FAR: usize = 15;

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let containers = inspection.survey().modules.iter().filter(|module| !module.own);
    let (held, mut found): (HashSet<usize>, Vec<Finding>) =
        containers.filter_map(|container| twice_in(inspection, container)).unzip();
    let flow = inspection.flow();
    for op in flow.named(&["prelu"]).filter(|op| op.step.module.is_none_or(|number| !held.contains(&number))) {
        let finding = twice_called(inspection, flow, op);
        found.extend(finding.filter(|finding| found.iter().all(|known| known.span != finding.span)));
    }
    found
}

/// A container that holds one PReLU under two names.
fn twice_in(inspection: &Inspection, container: &Module) -> Option<(usize, Finding)> {
    let is_prelu = |child: &Child| inspection.module(child.number).is_some_and(|module| module.class == "PReLU");
    let held = || container.children.iter().filter(|child| is_prelu(child));
    let again = |second: &&Child| held().any(|first| first.number == second.number && first.name != second.name);
    let second = held().rev().find(again)?;
    let first = held().find(|first| first.number == second.number)?;
    let made = inspection.script.spot(inspection.module(second.number)?.place)?;
    let script = &inspection.script;
    let stack = inspection.script.spot(container.place).and_then(|span| inspection.syntax.call_at(span, script));
    let written = stack.as_ref().and_then(|call| call.node.arguments.args.get(second.name.parse::<usize>().ok()?));
    let written = written.filter(|expr| expr.is_name_expr());
    let finding = Finding::new(ID, written.map_or(made, |expr| script.span(expr)))
        .case("contenedor")
        .value("primera", position(first))
        .value("segunda", position(second))
        .value("pendientes", slopes(inspection.module(second.number)?));
    let maker = inspection.syntax.call_at(made, script);
    Some((
        second.number,
        match (written, maker) {
            (Some(expr), Some(maker)) => finding.replace(expr, script.quote(maker.node)),
            _ => finding,
        },
    ))
}

fn position(child: &Child) -> String {
    if child.name.parse::<usize>().is_ok() {
        format!("la posición {}", child.name)
    } else {
        format!("`{}`", child.name)
    }
}

fn slopes(module: &Module) -> String {
    let count: usize = module.parameters.iter().map(|parameter| parameter.shape.iter().product::<usize>()).sum();
    if count == 1 { "1 pendiente".to_owned() } else { format!("{count} pendientes") }
}

/// A PReLU that works on what it has worked on before, with another layer between.
fn twice_called<'a>(inspection: &'a Inspection, flow: Flow<'a>, op: Op<'a>) -> Option<Finding> {
    let module = inspection.module_of(op.step).filter(|module| module.class == "PReLU")?;
    let layer = |op: Op<'a>| flow.origin(op, 0)?.input(1).map(|weight| &weight.source);
    let same = |before: &Op<'_>| before.is(&["prelu"]) && before.step.module == op.step.module;
    let earlier = flow.ancestors(op).into_iter().skip(1).filter(same).find(|before| layer(*before) != layer(op));
    let first = match earlier {
        Some(first) => first,
        None if is_looped(flow, op) => op,
        None => return None,
    };
    let place = |op: Op<'a>| op.step.place.as_ref().map(|place| inspection.span(place));
    let (span, before) = (place(op)?, place(first)?);
    let finding = Finding::new(ID, span)
        .case(match () {
            () if span == before => "bucle",
            () if span.line == before.line => "línea",
            () => "",
        })
        .value("nombre", inspection.name(op))
        .value("línea", before.line.to_string())
        .value("pendientes", slopes(module));
    Some(if span == before { finding } else { repaired(finding, inspection, span) })
}

/// Whether its result goes to two layers, and what one of them gives is not followed further: it came back here.
fn is_looped<'a>(flow: Flow<'a>, op: Op<'a>) -> bool {
    let layers: Vec<Op<'a>> = flow.consumers(op).filter(|op| op.is(&["linear"])).collect();
    let weights: HashSet<&Source> = layers.iter().filter_map(|op| op.input(1)).map(|weight| &weight.source).collect();
    weights.len() > 1 && layers.iter().any(|layer| flow.consumers(*layer).next().is_none())
}

/// A second attribute for the second call.
fn repaired(finding: Finding, inspection: &Inspection, span: Span) -> Finding {
    match second_attribute(inspection, span) {
        Some((call, name, line, after)) => {
            finding.replace(&*call.node.func, format!("self.{name}")).replace(&TextRange::empty(after.end()), line)
        }
        None => finding,
    }
}

/// The call to change, the new attribute's name, the line that makes it, and the statement that it comes after.
fn second_attribute(inspection: &Inspection, span: Span) -> Option<(Call<'_>, String, String, &Stmt)> {
    let script = &inspection.script;
    let call = inspection.syntax.call_at(span, script)?;
    let attribute = call.callee.strip_prefix("self.").filter(|rest| !rest.contains('.'))?;
    let name = format!("{attribute}2");
    let init = method(call.scope.class?, "__init__")?;
    let target = format!("self.{attribute}");
    let (made, value) = init.body.iter().find_map(|stmt| {
        let assign = stmt.as_assign_stmt().filter(|assign| assign.targets.len() == 1)?;
        (script.quote(&assign.targets[0]) == target).then_some((stmt, &assign.value))
    })?;
    let place = script.span(made);
    if script.text.contains(&format!("self.{name}")) || span.line.abs_diff(place.line) > FAR {
        return None;
    }
    let indent = " ".repeat(place.column - 1);
    let line = format!("\n{indent}self.{name} = {}", script.quote(&**value));
    Some((call, name, line, made))
}
