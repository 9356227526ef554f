//! Softmax along no dimension in particular, or along the batch.

use rustpython_ruff_python_ast::{Expr, ExprCall};
use rustpython_ruff_text_size::{Ranged, TextRange};

use crate::{
    diagnose::{Edit, Finding, Flow, Inspection, Op, Span, evidence, syntax::Call},
    explain::shape_of,
    python::survey::Module,
    trace::{Snapshot, Source, Value},
};

pub const ID: &str = "softmax-dim";

const SHARES: [&str; 2] = ["softmax", "log_softmax"];

/// What asks for a dimension and warns without one.
const CALLEES: [&str; 6] = [
    "torch.nn.Softmax",
    "torch.nn.Softmin",
    "torch.nn.LogSoftmax",
    "torch.nn.functional.softmax",
    "torch.nn.functional.softmin",
    "torch.nn.functional.log_softmax",
];

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let unsaid = unsaid(inspection);
    let flow = inspection.flow();
    let along = flow.named(&SHARES).filter_map(|share| along_batch(inspection, share));
    let along: Vec<Finding> = along.filter(|found| unsaid.iter().all(|other| other.span != found.span)).collect();
    unsaid.into_iter().chain(along).collect()
}

/// Calls without a dimension, and modules that turned out to have none; not those that are made and never used.
fn unsaid(inspection: &Inspection) -> Vec<Finding> {
    let calls = inspection.syntax.calls_of(&CALLEES).into_iter().filter(says_no_dim);
    let calls = calls.map(|call| (inspection.script.span(call.node), with_dim(inspection, call.node)));
    let modules = inspection.survey().modules.iter().filter(|module| has_no_dim(module));
    let made = modules.filter_map(|module| Some((inspection.script.spot(module.place)?, None)));
    let all = calls.chain(made).filter(|(span, _)| !is_idle(inspection, *span));
    all.map(|(span, edit)| without_dim(inspection, span).edited(edit)).collect()
}

fn says_no_dim(call: &Call<'_>) -> bool {
    let arguments = &call.node.arguments;
    let place = usize::from(call.callee.starts_with("torch.nn.functional"));
    let spread = arguments.args.iter().any(Expr::is_starred_expr) || arguments.keywords.iter().any(|k| k.arg.is_none());
    !spread && arguments.find_argument_value("dim", place).is_none_or(Expr::is_none_literal_expr)
}

fn has_no_dim(module: &Module) -> bool {
    let is_share = ["Softmax", "Softmin", "LogSoftmax"].contains(&module.class.as_str());
    is_share && module.setting("dim").is_some_and(serde_json::Value::is_null)
}

/// Whether a program that came to its end made modules here and used none of them.
fn is_idle(inspection: &Inspection, span: Span) -> bool {
    let modules = &inspection.survey().modules;
    let here = |number: &usize| inspection.script.spot(modules[*number].place) == Some(span);
    let mut made = (0..modules.len()).filter(here).peekable();
    let is_used = |number: usize| inspection.flow().ops().any(|op| op.step.module == Some(number));
    inspection.finished() && made.peek().is_some() && !made.any(is_used)
}

fn without_dim(inspection: &Inspection, span: Span) -> Finding {
    let here = |op: &Op<'_>| inspection.made(op.step) == Some(span) || inspection.place(*op) == Some(span);
    let op = inspection.flow().named(&SHARES).find(here);
    let finding = Finding::new(ID, span).case("sin-dim");
    let Some((op, dim)) = op.and_then(|op| Some((op, dim(op)?))) else { return finding };
    let finding = finding.value("forma", shape_of(&op.operation.output.shape)).value("eje", dim.to_string());
    let last = dim + 1 == op.operation.output.shape.len();
    if last { finding } else { sums(finding.case("otro-eje"), op) }
}

/// `dim=-1` where nothing was said.
fn with_dim(inspection: &Inspection, call: &ExprCall) -> Option<Edit> {
    if let Some(keyword) = call.arguments.find_keyword("dim") {
        return Some(Edit { range: keyword.range(), text: "dim=-1".to_owned() });
    }
    let arguments = inspection.script.quote(&call.arguments);
    let inner = arguments.strip_prefix('(')?.strip_suffix(')')?.trim_end().trim_end_matches(',');
    let comma = if inner.trim().is_empty() { "" } else { ", " };
    Some(Edit { range: call.arguments.range(), text: format!("({inner}{comma}dim=-1)") })
}

/// The dimension that a softmax ran along.
fn dim(op: Op<'_>) -> Option<usize> {
    let Value::Int(dim) = op.operation.attribute("dim")? else { return None };
    let dims = op.operation.output.shape.len();
    usize::try_from(if *dim < 0 { *dim + i64::try_from(dims).ok()? } else { *dim }).ok()
}

/// A softmax along the first dimension of a batch: sure behind a linear layer, possible on data.
fn along_batch(inspection: &Inspection, share: Op<'_>) -> Option<Finding> {
    let flow = inspection.flow();
    let sizes = &share.operation.output.shape;
    let is_batch = dim(share)? == 0 && sizes.len() >= 2 && *sizes.last()? > 1;
    let origin = flow.origin(share, 0);
    let given = share.input(0)?;
    let is_input =
        matches!(given.source, Source::Variable(_)) || origin.is_some_and(|op| op.operation.inputs.is_empty());
    let data = is_input && !given.value.is_tracked();
    let linear = origin.is_some_and(|op| op.is(&["linear"]));
    if !is_batch || !(linear || data && sizes.len() == 2) || has_other_page(flow, share) || is_compared(flow, share) {
        return None;
    }
    let span = inspection.made(share.step).or_else(|| inspection.place(share))?;
    let call = inspection.syntax.call_at(span, &inspection.script);
    let finding = Finding::new(ID, span).case("lote").edited(call.and_then(|call| last_dim(call.node)));
    let is_last = flow.consumers(share).all(|next| next.step.path.is_empty());
    Some(sums(finding, share).possible_if(!linear || !is_last))
}

/// Whether it feeds a loss that wants no softmax at all.
fn has_other_page(flow: Flow<'_>, share: Op<'_>) -> bool {
    share.name() == "softmax"
        && flow.losses().any(|loss| {
            loss.is(&["cross_entropy", "nll_loss"])
                && flow.origin(loss, 0).is_some_and(|op| op.number() == share.number())
        })
}

/// Whether the program takes the softmax of the same values along another dimension too.
fn is_compared(flow: Flow<'_>, share: Op<'_>) -> bool {
    let mut others = flow.named(&SHARES).filter(|other| dim(*other) != dim(share));
    others.any(|other| {
        other.operation.input(0).map(|input| &input.values) == share.operation.input(0).map(|input| &input.values)
    })
}

/// The dimension that a call says, changed to the last one.
fn last_dim(call: &ExprCall) -> Option<Edit> {
    if let Some(keyword) = call.arguments.find_keyword("dim") {
        return Some(Edit { range: keyword.value.range(), text: "-1".to_owned() });
    }
    let last = call.arguments.args.last().filter(|dim| dim.is_number_literal_expr() || dim.is_unary_op_expr())?;
    Some(Edit { range: TextRange::new(last.start(), last.end()), text: "-1".to_owned() })
}

/// The sums of rows and columns of a table.
fn sums(finding: Finding, share: Op<'_>) -> Finding {
    let given = &share.operation.output;
    let [rows, columns] = given.shape[..] else { return finding };
    if !given.whole || rows > 6 || columns > 6 {
        return finding;
    }
    let shares = |value: f64| if share.name() == "softmax" { value } else { value.exp() };
    let row = |row: usize| (0..columns).map(|column| shares(at(given, row, column))).sum();
    let column = |column: usize| (0..rows).map(|row| shares(at(given, row, column))).sum();
    finding.value("filas", list(rows, row)).value("columnas", list(columns, column))
}

fn at(table: &Snapshot, row: usize, column: usize) -> f64 {
    table.get(&[row, column]).unwrap_or_default()
}

/// Rounded as the lessons round: what is not 1 is far from it.
fn list(count: usize, sum: impl Fn(usize) -> f64) -> String {
    evidence::list(&(0..count).map(|index| (sum(index) * 100.0).round() / 100.0).collect::<Vec<_>>())
}
