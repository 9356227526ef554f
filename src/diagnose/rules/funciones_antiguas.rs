//! `F.sigmoid` and `F.tanh`: the same numbers under a name that is not used any more.

use rustpython_ruff_python_ast::Expr;

use crate::diagnose::{Finding, Inspection, Op, Span};

pub const ID: &str = "funciones-antiguas";

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let mut found = Vec::new();
    inspection.syntax.each_expr(|expr, _| {
        let name = match expr {
            Expr::Name(_) | Expr::Attribute(_) => inspection.syntax.dotted(expr),
            _ => None,
        };
        let function = name.as_deref().and_then(|name| name.strip_prefix("torch.nn.functional."));
        found.extend(
            function.filter(|name| ["sigmoid", "tanh"].contains(name)).map(|name| finding(inspection, expr, name)),
        );
    });
    found
}

fn finding(inspection: &Inspection, expr: &Expr, name: &str) -> Finding {
    let function = format!("torch.{name}");
    let span = inspection.script.span(expr);
    let finding = Finding::new(ID, span)
        .value("escrito", inspection.script.quote(expr))
        .value("función", &function)
        .value("módulo", if name == "tanh" { "Tanh" } else { "Sigmoid" })
        .maybe("operación", ran(inspection, span).map(|op| op.name()));
    match inspection.syntax.reach(&function) {
        Some(written) => finding.replace(expr, written),
        None => finding,
    }
}

/// The operation that a call which begins here ran.
fn ran(inspection: &Inspection, span: Span) -> Option<Op<'_>> {
    let flow = inspection.flow();
    let mut ran = flow.named(&["sigmoid", "tanh"]).filter(|op| {
        op.step.place.as_ref().is_some_and(|place| (place.line, place.column) == (span.line, Some(span.column)))
    });
    ran.next()
}
