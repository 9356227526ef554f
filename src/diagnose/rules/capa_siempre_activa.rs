//! A layer that activates wherever it stands, as the last one of a model.

use rustpython_ruff_python_ast::StmtClassDef;

use crate::{
    diagnose::{
        Edit, Finding, Inspection, Op, Output,
        evidence::Values,
        output::{BCE_WITH_LOGITS, CROSS_ENTROPY, NLL},
        syntax::method,
    },
    explain::number,
    python::survey::Module,
};
use rustpython_ruff_text_size::Ranged;

pub const ID: &str = "capa-siempre-activa";

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let flow = inspection.flow();
    let misfits = inspection.misfits();
    let regressions = misfits.iter().filter_map(|misfit| finding(inspection, misfit.op, misfit.values(flow)));
    let losses = [CROSS_ENTROPY, BCE_WITH_LOGITS, NLL];
    let outputs = losses.iter().flat_map(|loss| inspection.outputs(loss)).filter(|output| !output.is(&["log_softmax"]));
    let logits = outputs.filter_map(|output| {
        let found = finding(inspection, output.op?, narrow(&output))?;
        Some(found.case("logits").possible_if(output.possible))
    });
    regressions.chain(logits).collect()
}

fn narrow(output: &Output<'_>) -> Values {
    let loss = output.loss.map(|loss| ("operación", loss.name().to_owned()));
    let floor = output.floor().filter(|floor| *floor > 0.0).map(|floor| ("suelo", number(floor)));
    [("función", output.activation.function.to_owned())].into_iter().chain(loss).chain(floor).collect()
}

fn finding(inspection: &Inspection, op: Op<'_>, values: Values) -> Option<Finding> {
    let layer = inspection.module(inspection.always_active(op)?)?;
    let finding = Finding::new(ID, inspection.script.spot(layer.place)?).value("clase", layer.class.as_str());
    Some(finding.edited(plain(inspection, layer)).values(values))
}

/// The linear layer alone, if the class makes it of its first two arguments.
fn plain(inspection: &Inspection, layer: &Module) -> Option<Edit> {
    let span = inspection.script.spot(layer.place)?;
    let same = |module: &&Module| module.own && inspection.script.spot(module.place) == Some(span);
    let alone = inspection.survey().modules.iter().filter(same).count() == 1;
    let class = inspection.syntax.classes().into_iter().find(|class| class.name.as_str() == layer.class)?;
    let call = inspection.syntax.call_at(span, &inspection.script)?.node;
    let [inputs, outputs, ..] = &*call.arguments.args else { return None };
    let sizes = [inputs, outputs].map(|size| inspection.script.quote(size));
    let text = format!("{}({}, {})", inspection.syntax.written("torch.nn.Linear"), sizes[0], sizes[1]);
    (alone && passes_sizes(inspection, class)).then(|| Edit { range: call.range(), text })
}

/// Whether `__init__(self, a, b, …)` makes a `Linear(a, b)`.
fn passes_sizes(inspection: &Inspection, class: &StmtClassDef) -> bool {
    let Some(init) = method(class, "__init__") else { return false };
    let names: Vec<&str> = init.parameters.iter().skip(1).take(2).map(|parameter| parameter.name().as_str()).collect();
    inspection.syntax.calls_of(&["torch.nn.Linear"]).iter().any(|call| {
        let given: Vec<&str> = call.node.arguments.args.iter().map(|size| inspection.script.quote(size)).collect();
        init.range().contains_range(call.node.range()) && given.len() == 2 && given == names
    })
}
