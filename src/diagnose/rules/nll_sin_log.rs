//! `NLLLoss` on something that is no logarithm of probabilities.

use crate::{
    diagnose::{Edit, Finding, Inspection, Op, Output, Span, output::NLL},
    explain::number,
};

pub const ID: &str = "nll-sin-log";

/// What gives probabilities.
const PROBABILITIES: [&str; 3] = ["softmax", "sigmoid", "hardsigmoid"];

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let outputs = inspection.outputs(&NLL).into_iter();
    let plain = outputs.filter(|output| output.is(&PROBABILITIES) && output.layer(inspection).is_none());
    plain.map(|output| probabilities(inspection, &output)).chain(logits(inspection)).collect()
}

fn probabilities(inspection: &Inspection, output: &Output<'_>) -> Finding {
    let right = output.loss.and_then(first_right);
    Finding::new(ID, output.span)
        .value("función", output.activation.function)
        .maybe(
            "pérdida",
            output.loss.and_then(|loss| loss.operation.output.scalar()).filter(|loss| *loss < 0.0).map(number),
        )
        .maybe("p", right.map(number))
        .maybe("menos_p", right.map(|p| number(-p)))
        .maybe("menos_log", right.map(|p| number(-p.ln())))
        .edited(with_logarithm(inspection, output))
        .possible_if(output.possible)
}

/// What the first sample's right class is given.
fn first_right(loss: Op<'_>) -> Option<f64> {
    let (given, classes) = (loss.operation.input(0)?, loss.operation.input(1)?);
    let class = *classes.values.first().filter(|class| **class >= 0.0)? as usize;
    given.get(&[0, class])
}

fn with_logarithm(inspection: &Inspection, output: &Output<'_>) -> Option<Edit> {
    let made = output.op.and_then(|op| inspection.made(op.step));
    let call = inspection.syntax.call_at(made.unwrap_or(output.span), &inspection.script)?.node;
    let name = if inspection.syntax.made(call).is_some() { "LogSoftmax" } else { "log_softmax" };
    let direct = inspection.syntax.made(call).or_else(|| inspection.syntax.applied(call)).is_some();
    (direct && output.is(&["softmax"])).then(|| inspection.renamed(call, name))?
}

/// Logits, which `CrossEntropyLoss` is for.
fn logits(inspection: &Inspection) -> Vec<Finding> {
    let flow = inspection.flow();
    let is_logit = |op: &Op<'_>| op.is(&["linear"]);
    let taken = flow.named(&["nll_loss"]).filter_map(|loss| {
        let op = flow.origin(loss, 0).filter(is_logit)?;
        let span = inspection.made(loss.step).or_else(|| inspection.place(loss))?;
        let value = loss.operation.output.scalar().filter(|loss| *loss < 0.0);
        Some(told(inspection, span, op).maybe("pérdida", value.map(number)))
    });
    let meant = inspection.end(&NLL).filter(is_logit).and_then(|op| {
        let call = inspection.syntax.calls_of(&NLL.names).into_iter().next()?;
        Some(told(inspection, inspection.script.span(call.node), op).possible())
    });
    taken.chain(meant).collect()
}

fn told(inspection: &Inspection, loss: Span, op: Op<'_>) -> Finding {
    let call = inspection.syntax.call_at(loss, &inspection.script);
    let edit = call.and_then(|call| match &*call.callee {
        "torch.nn.NLLLoss" => inspection.renamed(call.node, "CrossEntropyLoss"),
        "torch.nn.functional.nll_loss" => inspection.renamed(call.node, "cross_entropy"),
        _ => None,
    });
    Finding::new(ID, loss).case("logits").value("capa", inspection.name(op)).edited(edit)
}
