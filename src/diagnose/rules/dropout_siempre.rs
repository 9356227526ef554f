//! Functions that draw lots and do not know whether the model trains: `F.dropout(x)` without `training=self.training`.

use rustpython_ruff_python_ast::{AnyNodeRef, Expr};
use rustpython_ruff_text_size::{Ranged, TextRange};

use crate::{
    diagnose::{
        Finding, Inspection, Op,
        evidence::{Values, percent},
        syntax::Call,
    },
    explain::number,
};

pub const ID: &str = "dropout-siempre";

/// Functions that draw lots unless they are told not to.
const DROPOUTS: [&str; 6] =
    ["dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout"];

/// Classes whose objects draw lots until somebody calls their `eval()`.
const LAYERS: [&str; 7] =
    ["Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout", "RReLU"];

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let is_module = |call: &Call<'_>| {
        call.scope.class.is_some_and(|class| inspection.syntax.is_module_class(&class.name))
            && call.scope.function.is_some()
    };
    let calls = inspection.syntax.calls().into_iter().filter(|call| is_module(call) && !knows(inspection, call));
    calls.filter_map(|call| function(inspection, &call).or_else(|| layer(inspection, &call))).collect()
}

/// Whether the program asks there whether it trains: in the call, around it, or in an `if`.
fn knows(inspection: &Inspection, call: &Call<'_>) -> bool {
    let asks = |node: &dyn Ranged| inspection.script.text[node.range()].contains("training");
    let in_test = |outer: &AnyNodeRef<'_>| match outer {
        AnyNodeRef::StmtIf(held) => asks(&*held.test),
        AnyNodeRef::ExprIf(held) => asks(&*held.test),
        _ => false,
    };
    asks(call.node)
        || inspection.syntax.call_outside(call.node).is_some_and(|outer| asks(outer))
        || inspection.syntax.around(call.node).iter().any(in_test)
}

/// `F.dropout(x)`, `F.rrelu(x)`
fn function(inspection: &Inspection, call: &Call<'_>) -> Option<Finding> {
    let name = call.callee.strip_prefix("torch.nn.functional.")?;
    let (case, position) = match name {
        "rrelu" => ("rrelu", 3),
        _ if DROPOUTS.contains(&name) => ("", 2),
        _ => return None,
    };
    let arguments = &call.node.arguments;
    let unpacks = arguments.keywords.iter().any(|keyword| keyword.arg.is_none())
        || arguments.args.iter().any(Expr::is_starred_expr);
    if unpacks || arguments.find_argument_value("training", position).is_some() {
        return None;
    }
    let behind = TextRange::empty(arguments.arguments_source_order().last()?.range().end());
    let finding = found(inspection, call).case(case).replace(&behind, ", training=self.training");
    Some(finding.possible_if(!is_forward(call)).values(evidence(inspection, call)))
}

/// `nn.Dropout()(x)` within `forward`: a new layer each time, of which `eval()` does not know.
fn layer(inspection: &Inspection, call: &Call<'_>) -> Option<Finding> {
    let class = call.callee.strip_prefix("torch.nn.").filter(|class| LAYERS.contains(class) && is_forward(call))?;
    Some(found(inspection, call).case("creada").value("clase", class).values(evidence(inspection, call)))
}

fn is_forward(call: &Call<'_>) -> bool {
    call.scope.function.is_some_and(|function| function.name.as_str() == "forward")
}

fn found(inspection: &Inspection, call: &Call<'_>) -> Finding {
    Finding::new(ID, inspection.script.span(call.node)).value("escrito", inspection.script.quote(&*call.node.func))
}

/// What the runs of this very call show.
fn evidence(inspection: &Inspection, call: &Call<'_>) -> Values {
    let range = call.node.range();
    let here = |op: &Op<'_>| {
        let place = op.step.place.as_ref().map(|place| inspection.script.range(inspection.span(place)));
        place.is_some_and(|place| place.contains_range(range) || range.contains_range(place))
    };
    let is_drawn = |op: &Op<'_>| DROPOUTS.contains(&op.name()) || op.name().starts_with("rrelu");
    let runs: Vec<Op<'_>> = inspection.flow().ops().filter(|op| is_drawn(op) && here(op)).collect();
    let mut values = Values::new();
    values.extend(runs.iter().find(|op| op.step.training == Some(false)).and_then(zeros).into_iter().flatten());
    values.extend(twice(&runs).into_iter().flatten());
    values.extend(runs.first().and_then(slope).into_iter().flatten());
    values
}

/// How many numbers a dropout puts to 0 while the model does not train.
fn zeros(op: &Op<'_>) -> Option<Values> {
    let (before, after) = (&op.operation.input(0)?.stats, &op.operation.output.stats);
    let (alive, lost) = (before.count - before.zero, after.zero.checked_sub(before.zero)?);
    (lost > 0).then(|| vec![("ceros", lost.to_string()), ("vivos", alive.to_string()), ("parte", percent(lost, alive))])
}

/// Two runs on the same input that do not give the same.
fn twice(runs: &[Op<'_>]) -> Option<Values> {
    let values = |op: &Op<'_>| op.operation.input(0).filter(|input| input.whole).map(|input| input.values.clone());
    let differ = |a: &Op<'_>, b: &Op<'_>| {
        a.operation.output.values.iter().zip(&b.operation.output.values).filter(|(a, b)| a != b).count()
    };
    runs.windows(2).find_map(|pair| {
        let [first, second] = pair else { return None };
        let different = differ(first, second);
        let same_input = values(first).is_some_and(|input| values(second) == Some(input));
        (same_input && different > 0).then(|| {
            vec![("distintos", different.to_string()), ("total", first.operation.output.stats.count.to_string())]
        })
    })
}

/// The one slope that `rrelu` takes if it draws no lots.
fn slope(op: &Op<'_>) -> Option<Values> {
    let pairs = op.operation.input(0)?.values.iter().zip(&op.operation.output.values);
    let slopes: Vec<f64> = pairs.filter(|(input, _)| **input < 0.0).map(|(input, output)| output / input).collect();
    let first = *slopes.first()?;
    let one = op.name().starts_with("rrelu") && slopes.iter().all(|slope| (slope - first).abs() < 1e-5);
    one.then(|| vec![("pendiente", number(first)), ("negativos", slopes.len().to_string())])
}
