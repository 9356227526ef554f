//! A product of matrices that is written out: `x @ W`.

use rustpython_ruff_python_ast::{Expr, Operator};

use super::ID;
use crate::{
    diagnose::{Finding, Inspection, Span},
    explain::shape_of,
    trace::Failure,
};

pub fn check(inspection: &Inspection, failure: &Failure) -> Option<Finding> {
    let span = inspection.error_span()?;
    let shape = |index: usize| Some(failure.inputs.get(index)?.value.shape.as_slice());
    let (left, right) = (shape(0)?, shape(1)?);
    let turned = right.len() == 2 && left.last() == right.last();
    let finding = Finding::new(ID, span)
        .case(if turned { "traspuesta" } else { "producto" })
        .value("izquierda", shape_of(left))
        .value("derecha", shape_of(right))
        .value("columnas", left.last()?.to_string())
        .value("filas", right.first()?.to_string());
    Some(match second(inspection, span).filter(|_| turned) {
        Some(expr) => finding.replace(expr, inspection.with_method(expr, ".T")),
        None => finding,
    })
}

/// The second factor.
fn second(inspection: &Inspection, span: Span) -> Option<&Expr> {
    let mut found = None;
    inspection.syntax.each_expr(|expr, _| {
        if inspection.script.span(expr) != span {
            return;
        }
        match expr {
            Expr::BinOp(product) if product.op == Operator::MatMult => found = Some(&*product.right),
            Expr::Call(call) => found = call.arguments.args.get(1),
            _ => {}
        }
    });
    found
}
