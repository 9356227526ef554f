//! A column against a row: each prediction is held against every target.

use rustpython_ruff_python_ast::{Expr, Operator};
use rustpython_ruff_text_size::Ranged;

use crate::{
    diagnose::{Edit, Finding, Inspection, Residual, Span, evidence::Values, floor, syntax::Call},
    explain::{number, shape_of},
};

pub const ID: &str = "formas-perdida";

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let residuals = inspection.flow().residuals();
    residuals.iter().filter_map(|residual| crossed(inspection, residual)).chain(refused(inspection)).collect()
}

fn crossed(inspection: &Inspection, residual: &Residual<'_>) -> Option<Finding> {
    let [one, other] = residual.sides.map(|side| &side.value);
    let count = short(&one.shape, &other.shape)?.1;
    // Differences among predictions, or among data, may well be meant to make a table.
    (residual.sides.iter().filter(|side| side.value.is_tracked()).count() == 1).then_some(())?;
    let span = residual.op.step.place.as_ref().map(|place| inspection.span(place))?;
    let finding = told(inspection, span, &one.shape, &other.shape)?
        .value("resultado", shape_of(&[count, count]))
        .value("restas", (count * count).to_string())
        .value("datos", count.to_string());
    Some(finding.values(wrong_way(residual).unwrap_or_default()))
}

/// Which side lacks a dimension, and how many elements there are, if one is (n, 1) and the other (n).
fn short(one: &[usize], other: &[usize]) -> Option<(usize, usize)> {
    match (one, other) {
        (&[n, 1], &[m]) if n == m && n > 1 => Some((1, n)),
        (&[n], &[m, 1]) if n == m && n > 1 => Some((0, n)),
        _ => None,
    }
}

fn told(inspection: &Inspection, span: Span, one: &[usize], other: &[usize]) -> Option<Finding> {
    let (side, _) = short(one, other)?;
    let (one, other) = (shape_of(one), shape_of(other));
    Some(Finding::new(ID, span).value("una", one).value("otra", other).edited(unsqueezed(inspection, span, side)))
}

/// What this loss makes of meeting every target, and of their mean: `acertar`, `media`, `responder`.
fn wrong_way(residual: &Residual<'_>) -> Option<Values> {
    let targets = &residual.sides.iter().find(|side| side.value.whole && !side.value.is_tracked())?.value.values;
    let crossed = targets.iter().map(|&answer| floor::of_always(residual, targets, answer));
    let mean = floor::mean(targets.iter().copied());
    Some(vec![
        ("acertar", number(floor::mean(crossed))),
        ("media", number(mean)),
        ("responder", number(floor::of_always(residual, targets, mean))),
    ])
}

/// The side that lacks a dimension with one more: an argument of the loss, or an operand of the difference.
fn unsqueezed(inspection: &Inspection, span: Span, side: usize) -> Option<Edit> {
    let argument = |call: &Call<'_>| {
        let given = call.node.arguments.find_argument_value(["input", "target"][side], side)?;
        Some(Edit { range: given.range(), text: inspection.with_method(given, ".unsqueeze(1)") })
    };
    let mut edit = inspection.syntax.call_at(span, &inspection.script).as_ref().and_then(argument);
    inspection.syntax.each_expr(|expr, _| match expr {
        Expr::BinOp(binary) if binary.op == Operator::Sub && inspection.script.span(binary) == span => {
            let operand = if side == 0 { &*binary.left } else { &*binary.right };
            edit = Some(Edit { range: operand.range(), text: inspection.with_method(operand, ".unsqueeze(1)") });
        }
        _ => {}
    });
    edit
}

/// Losses that refuse: `Target size (torch.Size([4])) must be the same as input size (torch.Size([4, 1]))`.
fn refused(inspection: &Inspection) -> Option<Finding> {
    let (error, id) = (inspection.error()?, inspection.error_id()?);
    let [target, input] = &sizes(&error.message)[..] else { return None };
    (id == "bce-formas").then_some(())?;
    Some(told(inspection, inspection.error_span()?, input, target)?.case("detenido").explains_error())
}

/// The shapes that a message tells.
fn sizes(message: &str) -> Vec<Vec<usize>> {
    let lists = message.split("torch.Size([").skip(1).filter_map(|rest| rest.split_once("])"));
    lists.map(|(list, _)| list.split(", ").filter_map(|size| size.parse().ok()).collect()).collect()
}
