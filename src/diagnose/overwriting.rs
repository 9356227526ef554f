//! What the program writes over in place, and under which other names it reads that again.

use rustpython_ruff_python_ast::{AnyNodeRef, Expr, ExprCall, ExprName, StmtAugAssign};
use rustpython_ruff_text_size::{Ranged, TextRange};

use super::{Assigned, Inspection, Op, Span, syntax::Scope};

/// What of a tensor stays as it was.
const UNTOUCHED: [&str; 8] = ["size", "shape", "dim", "ndim", "dtype", "device", "numel", "requires_grad"];

/// A call, or a `+=`, that writes over a tensor which may have more than one name.
#[derive(Debug)]
pub struct Overwriting<'a> {
    op: Op<'a>,
    range: TextRange,
    scope: Scope<'a>,
    /// Names under which the program may still expect the old values.
    names: Vec<String>,
}

impl<'a> Overwriting<'a> {
    /// What an operation in place does to the program's names.
    #[must_use]
    pub fn of(inspection: &'a Inspection, op: Op<'a>) -> Option<Self> {
        let span = inspection.span(op.step.place.as_ref()?);
        let scope = inspection.syntax.scope(&inspection.script.range(span));
        if let Some(stmt) = inspection.augmented(span) {
            let Expr::Name(target) = &*stmt.target else { return None };
            let names = aliases(inspection, &target.id, stmt.range(), scope);
            return Some(Self { op, range: stmt.range(), scope, names });
        }
        let call = inspection.syntax.call_at(span, &inspection.script)?.node;
        let subject = subject(call)?;
        let mut names = aliases(inspection, subject, call.range(), scope);
        names.extend(is_kept_apart(inspection, call, subject).then(|| subject.to_owned()));
        Some(Self { op, range: call.range(), scope, names })
    }

    /// The later operation that reads the tensor under one of these names, and the name.
    #[must_use]
    pub fn read_again(&self, inspection: &'a Inspection) -> Option<(Op<'a>, String)> {
        let flow = inspection.flow();
        let mut readers = flow.consumers(self.op).filter(|reader| reader.number() > self.op.number());
        readers.find_map(|reader| Some((reader, self.name_in(inspection, reader)?)))
    }

    fn name_in(&self, inspection: &Inspection, reader: Op<'_>) -> Option<String> {
        let within = inspection.script.range(inspection.span(reader.step.place.as_ref()?));
        let mut found = None;
        inspection.syntax.each_expr(|expr, scope| {
            let Expr::Name(name) = expr else { return };
            let outside = within.contains_range(name.range()) && !self.range.contains_range(name.range());
            if outside && function(scope) == function(self.scope) && self.is_old(inspection, name) {
                found = Some(name.id.to_string());
            }
        });
        found
    }

    /// Whether a name still stands for the tensor, and its values are read.
    fn is_old(&self, inspection: &Inspection, name: &ExprName) -> bool {
        let renewed = inspection.syntax.value_at(&name.id, name, self.scope);
        let renewed = renewed.is_some_and(|found| found.stmt.end() > self.range.start());
        let outer = inspection.syntax.around(name).into_iter().next();
        let untouched = matches!(outer, Some(AnyNodeRef::ExprAttribute(of)) if UNTOUCHED.contains(&of.attr.as_str()));
        !renewed && !untouched && self.names.iter().any(|held| *held == name.id.as_str())
    }
}

impl Inspection {
    /// The whole of `p += 1`, of which a running program tells only where `1` stands.
    #[must_use]
    pub fn augmented(&self, span: Span) -> Option<&StmtAugAssign> {
        let range = self.script.range(span);
        self.syntax.around(&TextRange::empty(range.start())).into_iter().find_map(|node| match node {
            AnyNodeRef::StmtAugAssign(stmt) if [stmt.range(), stmt.value.range()].contains(&range) => Some(stmt),
            _ => None,
        })
    }
}

/// The name of what a call writes over: of `h` in `relu_(h)`, `self.relu(h)`, `h.relu_()`.
#[must_use]
pub fn subject(call: &ExprCall) -> Option<&str> {
    let tensor = match (&*call.func, call.arguments.args.first()) {
        (Expr::Attribute(method), _)
            if method.attr.ends_with('_') && method.value.is_name_expr() && !is_torch(method.value.as_name_expr()?) =>
        {
            &*method.value
        }
        (_, first) => first?,
    };
    tensor.as_name_expr().map(|name| name.id.as_str())
}

/// Whether a name is one of those that PyTorch's modules go by.
fn is_torch(name: &ExprName) -> bool {
    ["torch", "F", "nn"].contains(&name.id.as_str())
}

/// Whether the result of a call goes under another name than what it was computed from, so that both seem to exist.
fn is_kept_apart(inspection: &Inspection, call: &ExprCall, subject: &str) -> bool {
    match inspection.syntax.around(call).into_iter().find(|outer| !matches!(outer, AnyNodeRef::Arguments(_))) {
        // `h.mul_(2).add_(1)`: who writes so thinks of `h` as what changes.
        Some(AnyNodeRef::StmtExpr(_) | AnyNodeRef::ExprAttribute(_)) => false,
        Some(AnyNodeRef::ExprCall(outer)) => !outer.func.is_name_expr(),
        Some(AnyNodeRef::StmtAssign(assign)) => {
            !assign.targets.iter().any(|target| target.as_name_expr().is_some_and(|name| name.id.as_str() == subject))
        }
        _ => true,
    }
}

/// Other names of the tensor that `subject` stands for: `identity = x`.
fn aliases(inspection: &Inspection, subject: &str, at: TextRange, scope: Scope<'_>) -> Vec<String> {
    let syntax = &inspection.syntax;
    let own = syntax.value_at(subject, &at, scope);
    let since = own.as_ref().map(|found| found.stmt.end());
    let is_alias = |found: &Assigned<'_>| {
        function(found.scope) == function(scope)
            && found.stmt.end() <= at.start()
            && since.is_none_or(|since| found.stmt.start() >= since)
            && found.value.as_name_expr().is_some_and(|name| name.id.as_str() == subject)
    };
    let mut names: Vec<String> = syntax.assigned().into_iter().filter(is_alias).map(|found| found.target).collect();
    names.extend(own.and_then(|found| found.value.as_name_expr()).map(|before| before.id.to_string()));
    names
}

fn function(scope: Scope<'_>) -> Option<TextRange> {
    scope.function.map(Ranged::range)
}
