//! Something is written over a tensor that is still needed: for its gradient, or by a later line.

use rustpython_ruff_python_ast::{AnyNodeRef, Expr, ExprCall};
use rustpython_ruff_text_size::{Ranged, TextRange};

use crate::{
    diagnose::{
        Finding, Inspection, Op, Span,
        evidence::{Values, list},
        overwriting::{Overwriting, subject},
        syntax::{Call, boolean},
    },
    nn::activation,
    trace::Source,
};

pub const ID: &str = "inplace";

/// Tensors with more elements are told by how many of them change.
const SHOWN: usize = 6;

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let refused = leaf(inspection).or_else(|| refused(inspection));
    let flow = inspection.flow();
    let written = flow.ops().filter(|op| op.operation.inplace).filter_map(|op| silent(inspection, op));
    refused.into_iter().chain(written).chain(unrun(inspection)).collect()
}

/// PyTorch refused to compute a gradient.
fn refused(inspection: &Inspection) -> Option<Finding> {
    let said = inspection.error_about(&["has been modified by an inplace operation"])?;
    let (_, versions) = said.split_once("is at version ")?;
    let (version, expected) = versions.split_once("; expected version ")?;
    let op = guilty(inspection, said)?;
    let finding = at(inspection, op)?
        .maybe("función", computed(inspection, op).map(|made| inspection.name(made)))
        .value("versión", version)
        .maybe("esperada", expected.split_whitespace().next());
    Some(finding.values(changed(op)).explains_error())
}

/// The operation that wrote over the tensor which an error speaks of: by its shape, and by what had computed it.
fn guilty<'a>(inspection: &'a Inspection, said: &str) -> Option<Op<'a>> {
    let node = said.split_once(" of ").and_then(|(_, rest)| rest.split(',').next()).unwrap_or_default();
    // `tanh` for `TanhBackward0`.
    let node = node.split("Backward").next().unwrap_or_default().to_lowercase();
    let is_shaped = |op: &Op<'_>| said.contains(&format!("Tensor {:?}]", op.operation.output.shape));
    let flow = inspection.flow();
    let written: Vec<Op<'_>> = flow.ops().filter(|op| op.operation.inplace && is_shaped(op)).collect();
    let fits = |op: &&Op<'a>| computed(inspection, **op).is_some_and(|made| made.name().replace('_', "") == node);
    written.iter().rfind(fits).or(written.last()).copied()
}

/// What computed the tensor that was written over, perhaps several times.
fn computed<'a>(inspection: &'a Inspection, op: Op<'a>) -> Option<Op<'a>> {
    let flow = inspection.flow();
    let mut at = flow.producer(op.input(0)?)?;
    while at.operation.inplace {
        at = flow.producer(at.input(0)?).filter(|before| before.number() < at.number())?;
    }
    Some(at)
}

/// PyTorch refused to write over a tensor that gradients are computed for.
fn leaf(inspection: &Inspection) -> Option<Finding> {
    let said = inspection.error_about(&["leaf Variable that requires grad is being used in an in-place operation"])?;
    let failed = inspection.flow().failures().find(|(_, failure)| failure.message == said).map(|(step, _)| step);
    let made = failed.and_then(|step| inspection.made(step));
    let span = made.or_else(|| inspection.error_span().map(|span| whole(inspection, span)))?;
    Some(repaired(inspection, Finding::new(ID, span).case("hoja").value("error", said).explains_error(), span))
}

/// PyTorch does not mind, but a later line reads what is there no more.
fn silent(inspection: &Inspection, op: Op<'_>) -> Option<Finding> {
    let (reader, name) = Overwriting::of(inspection, op)?.read_again(inspection)?;
    let line = reader.step.place.as_ref()?.line;
    let finding = at(inspection, op)?.case("alias").value("nombre", name).value("línea", line.to_string());
    Some(finding.values(changed(op)).values(result(op, reader)))
}

/// Where a student would mend it: at the layer that is made so, or at the call.
fn at(inspection: &Inspection, op: Op<'_>) -> Option<Finding> {
    let called = op.step.place.as_ref().map(|place| whole(inspection, inspection.span(place)));
    let span = inspection.made(op.step).or(called)?;
    let written = inspection.script.quote(&inspection.script.range(span));
    Some(repaired(inspection, Finding::new(ID, span).value("escrito", written), span))
}

fn whole(inspection: &Inspection, span: Span) -> Span {
    inspection.augmented(span).map_or(span, |stmt| inspection.script.span(stmt))
}

fn repaired(inspection: &Inspection, finding: Finding, span: Span) -> Finding {
    if let Some(stmt) = inspection.augmented(span) {
        let (target, value) = (inspection.script.quote(&*stmt.target), inspection.script.quote(&*stmt.value));
        let is_sum = matches!(&*stmt.value, Expr::BinOp(_) | Expr::If(_));
        let value = if is_sum { format!("({value})") } else { value.to_owned() };
        return finding.replace(stmt, format!("{target} = {target} {} {value}", stmt.op.as_str()));
    }
    match inspection.syntax.call_at(span, &inspection.script).and_then(|call| plain(inspection, call.node)) {
        Some((range, text)) => finding.replace(&range, text),
        None => finding,
    }
}

/// The call without its writing over, `nn.ReLU()`, `torch.relu(h)`; with `h = ` before it where only its effect was
/// wanted.
fn plain(inspection: &Inspection, call: &ExprCall) -> Option<(TextRange, String)> {
    if let Expr::Call(made) = &*call.func {
        return plain(inspection, made);
    }
    let arguments = without_flag(inspection, call);
    let function = match inspection.script.quote(&*call.func).strip_suffix('_') {
        Some(function) => function,
        None if arguments.len() < call.arguments.len() => inspection.script.quote(&*call.func),
        None => return None,
    };
    let text = format!("{function}({})", arguments.join(", "));
    let alone = matches!(inspection.syntax.around(call).first(), Some(AnyNodeRef::StmtExpr(_)));
    let kept = subject(call).filter(|_| alone).map(|subject| format!("{subject} = {text}"));
    Some((call.range(), kept.unwrap_or(text)))
}

/// The arguments but for `inplace`.
fn without_flag<'a>(inspection: &'a Inspection, call: &ExprCall) -> Vec<&'a str> {
    let callee = inspection.syntax.dotted(&call.func).unwrap_or_default();
    let known = callee.rsplit('.').next().filter(|_| callee.starts_with("torch.")).and_then(activation::find);
    let index = known.map(|known| known.parameters.len() + usize::from(!callee.ends_with(known.name)));
    let flag = call.arguments.find_argument_value("inplace", index.unwrap_or(usize::MAX)).map(Ranged::range);
    let is_flag = |argument: TextRange| flag.is_some_and(|flag| argument.contains_range(flag));
    let arguments = call.arguments.arguments_source_order().map(|argument| argument.range());
    arguments.filter(|argument| !is_flag(*argument)).map(|argument| inspection.script.quote(&argument)).collect()
}

/// What was there, and what is there now.
fn changed(op: Op<'_>) -> Values {
    let after = &op.operation.output;
    let Some(before) = op.operation.input(0).filter(|before| before.whole) else { return Values::new() };
    let count = before.values.iter().zip(&after.values).filter(|(before, after)| before != after).count();
    match before.values.len() {
        _ if count == 0 => Values::new(),
        all if all > SHOWN => vec![("cambiados", count.to_string()), ("todos", all.to_string())],
        _ => vec![("antes", list(&before.values)), ("después", list(&after.values))],
    }
}

/// What the reading line gives, and what it would give with the old values.
fn result(op: Op<'_>, reader: Op<'_>) -> Values {
    let own = Source::Step(op.number());
    let both = reader.operation.inputs.iter().filter(|input| input.source == own).count() == 2;
    let combine: fn(f64, f64) -> f64 = match reader.name() {
        "add" if reader.operation.attribute("alpha").is_none() => |a, b| a + b,
        "mul" => |a, b| a * b,
        _ => return Values::new(),
    };
    let (after, given) = (&op.operation.output, &reader.operation.output);
    let Some(before) = op.operation.input(0).filter(|before| before.whole && both) else { return Values::new() };
    if before.values.len() > SHOWN || given.values.len() != before.values.len() {
        return Values::new();
    }
    let meant: Vec<f64> = before.values.iter().zip(&after.values).map(|(&a, &b)| combine(a, b)).collect();
    vec![("da", list(&given.values)), ("daría", list(&meant))]
}

/// `h + torch.relu_(h)` in lines that did not run.
fn unrun(inspection: &Inspection) -> Vec<Finding> {
    let flow = inspection.flow();
    let ran = |line: usize| flow.ops().any(|op| op.step.place.as_ref().is_some_and(|place| place.line == line));
    let calls = inspection.syntax.calls().into_iter().filter(|call| call.callee.starts_with("torch."));
    let found = calls.filter_map(|call| {
        let span = inspection.script.span(call.node);
        let subject = beside(inspection, &call).filter(|_| !ran(span.line))?;
        let finding =
            Finding::new(ID, span).case("alias").value("nombre", subject).value("línea", span.line.to_string());
        Some(repaired(inspection, finding.value("escrito", inspection.script.quote(call.node)), span))
    });
    found.collect()
}

/// The name of what a call writes over, if it stands beside the call in a sum or a product.
fn beside<'a>(inspection: &Inspection, call: &Call<'a>) -> Option<&'a str> {
    let flag = call.node.arguments.find_keyword("inplace").and_then(|keyword| boolean(&keyword.value));
    let subject = subject(call.node).filter(|_| call.callee.ends_with('_') || flag == Some(true))?;
    let is_subject = |side: &Expr| side.as_name_expr().is_some_and(|name| name.id.as_str() == subject);
    match inspection.syntax.around(call.node).first()? {
        AnyNodeRef::ExprBinOp(binary) => (is_subject(&binary.left) || is_subject(&binary.right)).then_some(subject),
        _ => None,
    }
}
