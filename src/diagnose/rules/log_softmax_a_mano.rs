//! The logarithm of a softmax or of a sigmoid, in two steps.

use rustpython_ruff_python_ast::{Expr, ExprCall};
use rustpython_ruff_text_size::Ranged;

use crate::{
    diagnose::{Edit, Finding, Inspection, Op, Span},
    explain::number,
    nn::activation::Activation,
};

pub const ID: &str = "log-softmax-a-mano";

/// What has a logarithm of its own.
const SHARES: [&str; 2] = ["softmax", "sigmoid"];

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let flow = inspection.flow();
    let ran = flow.named(&["log"]).filter_map(|log| {
        let share = flow.origin(log, 0).filter(|share| share.is(&SHARES))?;
        Some(measured(finding(inspection, inspection.place(log)?, share.name()), log, share))
    });
    let written = inspection.syntax.calls().into_iter().filter_map(|call| {
        let (_, share) = written(inspection, call.node)?;
        Some(finding(inspection, inspection.script.span(call.node), share.function))
    });
    ran.chain(written).collect()
}

/// The call of `log(softmax(x))` or `softmax(x).log()` inside, and which function it is.
fn written<'a>(inspection: &Inspection, log: &'a ExprCall) -> Option<(&'a ExprCall, &'static Activation)> {
    let inner = match (&*log.func, inspection.syntax.dotted(&log.func)) {
        (_, Some(name)) if name == "torch.log" => log.arguments.args.first()?,
        (Expr::Attribute(method), None) if method.attr.as_str() == "log" => &*method.value,
        _ => return None,
    };
    let inner = inner.as_call_expr()?;
    inspection.syntax.applied(inner).filter(|share| SHARES.contains(&share.function)).map(|share| (inner, share))
}

fn finding(inspection: &Inspection, span: Span, share: &str) -> Finding {
    let call = inspection.syntax.call_at(span, &inspection.script);
    let edit = call.and_then(|call| one_step(inspection, call.node));
    let case = if share == "softmax" { "" } else { "sigmoide" };
    Finding::new(ID, span).case(case).edited(edit)
}

/// `log_softmax` or `logsigmoid` of what the two steps were applied to.
fn one_step(inspection: &Inspection, log: &ExprCall) -> Option<Edit> {
    let (inner, share) = written(inspection, log)?;
    let syntax = &inspection.syntax;
    let text = |expr: &dyn Fn() -> String| Some(Edit { range: log.range(), text: expr() });
    let arguments = inspection.script.quote(&inner.arguments);
    match (&*inner.func, syntax.dotted(&inner.func), share.function) {
        (_, Some(name), "softmax") if name.starts_with("torch.") => {
            let name = syntax.reach(&name.replace("softmax", "log_softmax"))?;
            text(&|| format!("{name}{arguments}"))
        }
        (_, Some(name), _) if name.starts_with("torch.") => {
            let name = syntax.reach("torch.nn.functional.logsigmoid")?;
            text(&|| format!("{name}{arguments}"))
        }
        (Expr::Attribute(method), _, "softmax") => {
            text(&|| format!("{}.log_softmax{arguments}", inspection.script.quote(&*method.value)))
        }
        _ => None,
    }
}

/// The page's evidence: how near the probabilities are to 0, where the logarithm has no value.
fn measured(finding: Finding, log: Op<'_>, share: Op<'_>) -> Finding {
    let (shares, logarithms) = (&share.operation.output.stats, &log.operation.output.stats);
    let logits = share.operation.input(0).map(|logits| &logits.stats);
    let single = share.operation.output.dtype == "float32";
    let finding = finding
        .maybe("menor", single.then(|| number(shares.min)))
        .maybe("mayor_logit", logits.map(|stats| number(stats.max)))
        .maybe("menor_logit", logits.map(|stats| number(stats.min)));
    match (logarithms.infinite, finding.case) {
        (0, _) => finding,
        (infinite, "") => finding.case("infinito").value("infinitos", infinite.to_string()),
        (infinite, _) => finding.case("sigmoide-infinita").value("infinitos", infinite.to_string()),
    }
}
