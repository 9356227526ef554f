//! Types of numbers that do not go together: float64 and float32, or integers where decimals belong.

use rustpython_ruff_python_ast::Expr;

use crate::{
    diagnose::{Assigned, Finding, Inspection, Span},
    trace::{Failure, Input, Step},
};

pub const ID: &str = "tipos";

/// What PyTorch says, the case that it is, and the method that turns the tensor into what is wanted.
const CASES: [(&str, &str, &str); 9] = [
    ("dtype-dobles", "dobles", "float()"),
    ("dtype-enteros", "enteros", "float()"),
    ("no-implementado-enteros", "activación", "float()"),
    ("dtype-esperado", "objetivo", "float()"),
    ("no-cabe", "objetivo", "float()"),
    ("objetivo-decimal", "clases", "long()"),
    ("requiere-flotante", "gradiente", "float()"),
    ("media-enteros", "activación", "float()"),
    ("objetivo-probabilidades", "objetivo", "float()"),
];

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    finding(inspection).map(Finding::explains_error).into_iter().collect()
}

fn finding(inspection: &Inspection) -> Option<Finding> {
    let id = inspection.error_id()?;
    let &(_, case, method) = CASES.iter().find(|(error, ..)| *error == id)?;
    let raised = inspection.error_span()?;
    let fatal = inspection.fatal().filter(|(_, failure)| id != "no-cabe" || failure.name.contains("cross_entropy"));
    if id == "no-cabe" && fatal.is_none() {
        return None;
    }
    let Some((input, other)) = odd(inspection, fatal, case) else { return Some(bare(inspection, raised, case)) };
    let birth = fatal.and_then(|(step, _)| inspection.birth(input, step.place.as_ref()?));
    let span = birth.as_ref().map_or(raised, |birth| inspection.script.span(birth.value));
    let finding = Finding::new(ID, span)
        .case(case)
        .value("tipo", input.value.dtype.as_str())
        .value("aquí", if birth.is_some() { "aquí nacen" } else { "aquí llegan" })
        .maybe("línea", (raised.line != span.line).then(|| raised.line.to_string()))
        .maybe("otro", other.map(|other| other.value.dtype.as_str()))
        .maybe("operación", fatal.map(|(step, failure)| inspection.layer_at(step, &failure.name)));
    // A model of doubles wants doubles.
    let method = if other.is_some_and(|other| other.value.dtype == "float64") { "double()" } else { method };
    let finding = if method == "double()" { finding.case("pesos") } else { finding };
    // A loss is called with the outputs first.
    let position = usize::from(["objetivo", "clases"].contains(&case));
    Some(match birth {
        Some(birth) => born(finding, inspection, &birth, method),
        None => handed(finding, inspection, raised, position, method),
    })
}

/// Where only the line is known.
fn bare(inspection: &Inspection, raised: Span, case: &'static str) -> Finding {
    let finding = Finding::new(ID, raised).case(case).value("tipo", "int64");
    match inspection.syntax.call_at(raised, &inspection.script) {
        Some(call) if call.callee == "torch.tensor" && case == "gradiente" => {
            let dtype = inspection.syntax.written("torch.float32");
            match call.node.arguments.arguments_source_order().last() {
                Some(last) => finding.wrap(&last.value(), "", &format!(", dtype={dtype}")),
                None => finding,
            }
        }
        _ => finding,
    }
}

/// The tensor whose type does not fit, and the one that it should fit.
fn odd<'a>(
    inspection: &'a Inspection,
    fatal: Option<(&'a Step, &'a Failure)>,
    case: &str,
) -> Option<(&'a Input, Option<&'a Input>)> {
    if case == "objetivo" || case == "clases" {
        // PyTorch finds it while it goes back from the loss.
        let loss = inspection.flow().losses().last();
        let inputs = fatal.filter(|(_, failure)| failure.inputs.len() > 1).map(|(_, failure)| &failure.inputs);
        let inputs = inputs.or_else(|| loss.map(|loss| &loss.operation.inputs))?;
        return Some((inputs.get(1)?, inputs.first()));
    }
    let inputs = &fatal?.1.inputs;
    Some((inputs.first()?, inputs.get(1)))
}

/// Converts a tensor where it is born.
fn born(finding: Finding, inspection: &Inspection, birth: &Assigned<'_>, method: &str) -> Finding {
    let asked = dtype(inspection, birth.value).filter(|_| method == "float()");
    match asked.zip(inspection.syntax.reach("torch.float32")) {
        Some((expr, single)) => finding.replace(expr, single),
        None => finding.replace(birth.value, inspection.with_method(birth.value, &format!(".{method}"))),
    }
}

/// Converts it where it is handed on.
fn handed(finding: Finding, inspection: &Inspection, raised: Span, position: usize, method: &str) -> Finding {
    let call = inspection.syntax.call_at(raised, &inspection.script);
    match call.as_ref().and_then(|call| call.node.arguments.args.get(position)) {
        Some(argument) => finding.replace(argument, inspection.with_method(argument, &format!(".{method}"))),
        None => finding,
    }
}

/// The type that a call is asked for.
fn dtype<'a>(inspection: &Inspection, value: &'a Expr) -> Option<&'a Expr> {
    let asked = &value.as_call_expr()?.arguments.find_keyword("dtype")?.value;
    inspection.syntax.dotted(asked).is_some_and(|name| name.starts_with("torch.")).then_some(asked)
}
