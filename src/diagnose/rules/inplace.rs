//! Something is written over a tensor that is still needed: for its gradient, or by a later line.

use rustpython_ruff_python_ast::{AnyNodeRef, Expr, ExprCall, StmtAugAssign};
use rustpython_ruff_text_size::{Ranged, TextRange};

use crate::{
    diagnose::{
        Finding, Inspection, Op, Span,
        evidence::{Values, list},
        syntax::Scope,
    },
    nn::activation,
    trace::Source,
};

pub const ID: &str = "inplace";

/// Tensors with more elements are told by how many of them change.
const SHOWN: usize = 6;

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let mut found: Vec<Finding> = refused(inspection).into_iter().collect();
    let flow = inspection.flow();
    let written = flow.ops().filter(|op| op.operation.inplace);
    found.extend(written.filter_map(|op| Overwriting::of(inspection, op)?.finding(inspection)));
    found.extend(unrun(inspection));
    found
}

/// PyTorch refused to compute a gradient, or to overwrite a leaf.
fn refused(inspection: &Inspection) -> Option<Finding> {
    leaf(inspection).or_else(|| {
        let said = inspection.error_about(&["has been modified by an inplace operation"])?;
        let flow = inspection.flow();
        let written = flow
            .ops()
            .filter(|op| op.operation.inplace && said.contains(&format!("Tensor {:?}]", op.operation.output.shape)));
        let all: Vec<Op<'_>> = written.collect();
        let node = said.split_once(" of ").and_then(|(_, rest)| rest.split(',').next()).map(node_name);
        let fits = |op: &&Op<'_>| {
            node.as_ref().is_some_and(|node| {
                first_producer(inspection, **op).is_some_and(|made| made.name().replace('_', "") == *node)
            })
        };
        let op = *all.iter().rfind(fits).or(all.last())?;
        let versions = said.split_once("is at version ").and_then(|(_, rest)| rest.split_once("; expected version "));
        let expected = versions.and_then(|(_, rest)| rest.split_whitespace().next());
        let finding = at(inspection, op)?
            .maybe("función", first_producer(inspection, op).map(|made| inspection.name(made)))
            .maybe("versión", versions.map(|(version, _)| version))
            .maybe("esperada", expected);
        Some(told(finding, changed(op)).explains_error())
    })
}

/// `tanh` for `TanhBackward0`.
fn node_name(node: &str) -> String {
    node.split("Backward").next().unwrap_or_default().to_lowercase()
}

/// What computed the tensor that was written over, perhaps several times.
fn first_producer<'a>(inspection: &'a Inspection, op: Op<'a>) -> Option<Op<'a>> {
    let flow = inspection.flow();
    let mut at = flow.producer(op.input(0)?)?;
    while at.operation.inplace {
        at = flow.producer(at.input(0)?).filter(|before| before.number() < at.number())?;
    }
    Some(at)
}

/// `a leaf Variable that requires grad is being used in an in-place operation`
fn leaf(inspection: &Inspection) -> Option<Finding> {
    let said = inspection.error_about(&["leaf Variable that requires grad is being used in an in-place operation"])?;
    let failed = inspection.flow().failures().find(|(_, failure)| failure.message == said).map(|(step, _)| step);
    let span = failed
        .and_then(|step| inspection.made(step))
        .or_else(|| inspection.error_span().map(|span| statement(inspection, span)))?;
    let finding = Finding::new(ID, span).case("hoja").value("error", said).explains_error();
    Some(repaired(inspection, finding, span))
}

/// Where a student would mend it: at the layer that is made so, or at the call.
fn at(inspection: &Inspection, op: Op<'_>) -> Option<Finding> {
    let called = op.step.place.as_ref().map(|place| inspection.span(place));
    let span = inspection.made(op.step).or_else(|| called.map(|span| statement(inspection, span)))?;
    let written = inspection.script.quote(&inspection.script.range(span));
    Some(repaired(inspection, Finding::new(ID, span).value("escrito", written), span))
}

/// The whole of `p += 1`, of which a running program tells only where `1` stands; of anything else, what it tells.
fn statement(inspection: &Inspection, span: Span) -> Span {
    augmented(inspection, span).map_or(span, |stmt| inspection.script.span(stmt))
}

fn augmented(inspection: &Inspection, span: Span) -> Option<&StmtAugAssign> {
    let range = inspection.script.range(span);
    inspection.syntax.around(&TextRange::empty(range.start())).into_iter().find_map(|node| match node {
        AnyNodeRef::StmtAugAssign(stmt) if [stmt.range(), stmt.value.range()].contains(&range) => Some(stmt),
        _ => None,
    })
}

fn repaired(inspection: &Inspection, finding: Finding, span: Span) -> Finding {
    if let Some(stmt) = augmented(inspection, span) {
        let (target, value) = (inspection.script.quote(&*stmt.target), inspection.script.quote(&*stmt.value));
        let value =
            if matches!(&*stmt.value, Expr::BinOp(_) | Expr::If(_)) { format!("({value})") } else { value.to_owned() };
        return finding.replace(stmt, format!("{target} = {target} {} {value}", stmt.op.as_str()));
    }
    match inspection.syntax.call_at(span, &inspection.script).and_then(|call| plain(inspection, call.node)) {
        Some((range, text)) => finding.replace(&range, text),
        None => finding,
    }
}

/// The call without its writing over: `nn.ReLU()`, `torch.relu(h)`; with `h = ` before it where only its effect was wanted.
fn plain(inspection: &Inspection, call: &ExprCall) -> Option<(TextRange, String)> {
    if let Expr::Call(made) = &*call.func {
        return plain(inspection, made);
    }
    let callee = inspection.syntax.dotted(&call.func).unwrap_or_default();
    let name = callee.rsplit('.').next()?;
    let position = activation::find(name).map(|known| known.parameters.len() + usize::from(known.name != name));
    let is_flag = |index: usize| Some(index) == position.filter(|_| !callee.starts_with("self"));
    let positional = call
        .arguments
        .args
        .iter()
        .enumerate()
        .filter(|(index, _)| !is_flag(*index))
        .map(|(_, arg)| inspection.script.quote(arg));
    let named = call
        .arguments
        .keywords
        .iter()
        .filter(|keyword| keyword.arg.as_ref().is_none_or(|name| name.as_str() != "inplace"));
    let arguments: Vec<&str> = positional.chain(named.map(|keyword| inspection.script.quote(keyword))).collect();
    let func = inspection.script.quote(&*call.func);
    let is_short = arguments.len() == call.arguments.len();
    let function = match func.strip_suffix('_') {
        Some(function) if is_short => function,
        None if !is_short => func,
        _ => return None,
    };
    let text = format!("{function}({})", arguments.join(", "));
    let alone =
        inspection.syntax.around(call).into_iter().next().is_some_and(|outer| matches!(outer, AnyNodeRef::StmtExpr(_)));
    let kept = subject(call).filter(|_| alone).map(|subject| format!("{subject} = {text}"));
    Some((call.range(), kept.unwrap_or(text)))
}

/// The name of what a call writes over: of `h` in `relu_(h)`, `self.relu(h)`, `h.relu_()`.
fn subject(call: &ExprCall) -> Option<&str> {
    let tensor = match (&*call.func, call.arguments.args.first()) {
        (Expr::Attribute(method), None) => &*method.value,
        (_, first) => first?,
    };
    if let Expr::Name(name) = tensor { Some(name.id.as_str()) } else { None }
}

fn told(finding: Finding, values: Values) -> Finding {
    values.into_iter().fold(finding, |finding, (name, value)| finding.value(name, value))
}

/// What was there, and what is there now.
fn changed(op: Op<'_>) -> Values {
    let Some(before) = op.operation.input(0) else { return Values::new() };
    let after = &op.operation.output;
    let count = before.values.iter().zip(&after.values).filter(|(before, after)| before != after).count();
    if !before.whole || count == 0 {
        return Values::new();
    }
    if before.values.len() <= SHOWN {
        return vec![("antes", list(&before.values)), ("después", list(&after.values))];
    }
    vec![("cambiados", count.to_string()), ("todos", before.values.len().to_string())]
}

/// A call, or a `+=`, that writes over a tensor which has more than one name.
struct Overwriting<'a> {
    op: Op<'a>,
    range: TextRange,
    scope: Scope<'a>,
    /// Names under which the program may still expect the old values.
    names: Vec<String>,
}

impl<'a> Overwriting<'a> {
    fn of(inspection: &'a Inspection, op: Op<'a>) -> Option<Self> {
        let span = inspection.span(op.step.place.as_ref()?);
        let range = inspection.script.range(span);
        let scope = inspection.syntax.scope(&range);
        let names = |subject: &str| aliases(inspection, subject, range, scope);
        if let Some(stmt) = augmented(inspection, span) {
            let Expr::Name(target) = &*stmt.target else { return None };
            return Some(Self { op, range: stmt.range(), scope, names: names(&target.id) });
        }
        let call = inspection.syntax.call_at(span, &inspection.script)?.node;
        let subject = subject(call)?;
        let mut names = names(subject);
        if is_kept_apart(inspection, call, subject) {
            names.push(subject.to_owned());
        }
        Some(Self { op, range: call.range(), scope, names })
    }

    /// The later line that reads the tensor under one of these names.
    fn finding(&self, inspection: &Inspection) -> Option<Finding> {
        let flow = inspection.flow();
        let mut readers = flow.consumers(self.op).filter(|reader| reader.number() > self.op.number());
        let (reader, name) = readers.find_map(|reader| Some((reader, self.read(inspection, reader)?)))?;
        let line = reader.step.place.as_ref()?.line;
        let finding = at(inspection, self.op)?.case("alias").value("nombre", name).value("línea", line.to_string());
        Some(told(told(finding, changed(self.op)), result(self.op, reader)))
    }

    fn read(&self, inspection: &Inspection, reader: Op<'_>) -> Option<String> {
        let within = inspection.script.range(inspection.span(reader.step.place.as_ref()?));
        let mut found = None;
        inspection.syntax.each_expr(|expr, scope| {
            let Expr::Name(name) = expr else { return };
            let here = within.contains_range(name.range()) && !self.range.contains_range(name.range());
            let same_function = scope.function.map(Ranged::range) == self.scope.function.map(Ranged::range);
            if here
                && same_function
                && self.names.iter().any(|held| *held == name.id.as_str())
                && !self.is_renewed(inspection, name.id.as_str(), name.range())
            {
                found = Some(name.id.to_string());
            }
        });
        found
    }

    /// Whether a name stands for something else by then.
    fn is_renewed(&self, inspection: &Inspection, name: &str, by: TextRange) -> bool {
        inspection.syntax.value_at(name, &by, self.scope).is_some_and(|found| found.stmt.end() > self.range.start())
    }
}

/// Whether the result of a call goes under another name than what it was computed from.
fn is_kept_apart(inspection: &Inspection, call: &ExprCall, subject: &str) -> bool {
    match inspection.syntax.around(call).into_iter().next() {
        Some(AnyNodeRef::StmtExpr(_)) => false,
        Some(AnyNodeRef::StmtAssign(assign)) => {
            !assign.targets.iter().any(|target| matches!(target, Expr::Name(name) if name.id.as_str() == subject))
        }
        _ => true,
    }
}

/// Other names of the tensor that `subject` stands for: `identity = x`.
fn aliases(inspection: &Inspection, subject: &str, at: TextRange, scope: Scope<'_>) -> Vec<String> {
    let syntax = &inspection.syntax;
    let own = syntax.value_at(subject, &at, scope);
    let since = own.as_ref().map(|found| found.stmt.end());
    let function = scope.function.map(Ranged::range);
    let is_alias = |found: &crate::diagnose::Assigned<'_>| {
        let here = found.scope.function.map(Ranged::range) == function && found.stmt.end() <= at.start();
        here && since.is_none_or(|since| found.stmt.start() >= since)
            && matches!(found.value, Expr::Name(name) if name.id.as_str() == subject)
    };
    let mut names: Vec<String> = syntax.assigned().into_iter().filter(is_alias).map(|found| found.target).collect();
    if let Some(Expr::Name(before)) = own.map(|found| found.value) {
        names.push(before.id.to_string());
    }
    names
}

/// What the reading line gives, and what it would give with the old values.
fn result(op: Op<'_>, reader: Op<'_>) -> Values {
    let own = Source::Step(op.number());
    let both = reader.operation.inputs.iter().filter(|input| input.source == own).count() == 2;
    let (Some(before), after, given) = (op.operation.input(0), &op.operation.output, &reader.operation.output) else {
        return Values::new();
    };
    let combine: fn(f64, f64) -> f64 = match reader.name() {
        "add" => |a, b| a + b,
        "mul" => |a, b| a * b,
        _ => return Values::new(),
    };
    let plain = reader.operation.attributes.iter().all(|(name, _)| name != "alpha");
    if !both || !plain || !before.whole || before.values.len() > SHOWN || given.values.len() != before.values.len() {
        return Values::new();
    }
    let meant: Vec<f64> = before.values.iter().zip(&after.values).map(|(&a, &b)| combine(a, b)).collect();
    vec![("da", list(&given.values)), ("daría", list(&meant))]
}

/// `h + torch.relu_(h)` in lines that did not run.
fn unrun(inspection: &Inspection) -> Vec<Finding> {
    let calls = inspection.syntax.calls().into_iter().filter(|call| call.callee.starts_with("torch."));
    let ran =
        |line: usize| inspection.flow().ops().any(|op| op.step.place.as_ref().is_some_and(|place| place.line == line));
    let mut found = Vec::new();
    for call in calls {
        let span = inspection.script.span(call.node);
        let flag = call
            .node
            .arguments
            .find_keyword("inplace")
            .and_then(|keyword| crate::diagnose::syntax::boolean(&keyword.value));
        let Some(subject) =
            subject(call.node).filter(|_| (call.callee.ends_with('_') || flag == Some(true)) && !ran(span.line))
        else {
            continue;
        };
        let beside = inspection.syntax.around(call.node).into_iter().next().is_some_and(|outer| match outer {
            AnyNodeRef::ExprBinOp(binary) => [&binary.left, &binary.right]
                .into_iter()
                .any(|side| matches!(&**side, Expr::Name(name) if name.id.as_str() == subject)),
            _ => false,
        });
        if beside {
            let finding =
                Finding::new(ID, span).case("alias").value("nombre", subject).value("línea", span.line.to_string());
            found.push(repaired(inspection, finding.value("escrito", inspection.script.quote(call.node)), span));
        }
    }
    found
}
