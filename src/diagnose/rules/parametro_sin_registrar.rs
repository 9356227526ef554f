//! A tensor that gets gradients and is no parameter, so that no optimizer ever sees it.

use rustpython_ruff_python_ast::{Expr, ExprCall};
use rustpython_ruff_text_size::Ranged;

use crate::{
    diagnose::{Assigned, Finding, Inspection, syntax},
    explain::{number, shape_of},
    python::survey::{Held, Module, Unregistered},
};

pub const ID: &str = "parametro-sin-registrar";

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let modules = inspection.survey().modules.iter().enumerate().filter(|(_, module)| module.own);
    let held = modules.flat_map(|(number, module)| module.held.iter().map(move |held| (number, module, held)));
    held.filter_map(|(number, module, held)| found(inspection, number, module, held)).chain(unmade(inspection)).collect()
}

/// A tensor that a module holds.
fn found(inspection: &Inspection, number: usize, module: &Module, held: &Held) -> Option<Finding> {
    let Unregistered::Tensor { shape, requires_grad: true, leaf, version, value, gradient, .. } = &held.what else { return None };
    let assigned = kept(inspection, module, &held.name)?;
    // What the program changes by itself, or gives to an optimizer, learns.
    if *version > 0 || inspection.survey().is_optimized(number, &held.name) {
        return None;
    }
    let is_derived = !leaf;
    if is_derived && !mentions_parameter(inspection, assigned.value) {
        return None;
    }
    let survey = inspection.survey();
    let root = survey.root(number);
    let registered: usize = survey.tree(root).iter().map(|&part| survey.modules[part].parameters.len()).sum();
    let steps = survey.optimizers.first().filter(|_| inspection.flow().updates().any(|(_, update)| update.kind == crate::trace::UpdateKind::Optimizer));
    Some(finding(inspection, &assigned)
        .case(if is_derived { "derivado" } else { "" })
        .value("registrados", registered.to_string())
        .value("modelo", &survey.modules[root].class)
        .value("forma", shape_of(shape))
        .maybe("valor", value.map(number_of))
        .maybe("optimizador", steps.map(|optimizer| optimizer.class.as_str()))
        .maybe("gradiente", gradient.filter(|gradient| *gradient > 0.0).map(number_of)))
}

fn number_of(value: f64) -> String {
    number(value)
}

/// Where the class gives itself the tensor, if that is not in `forward`, where tensors may be remembered.
fn kept<'a>(inspection: &'a Inspection, module: &Module, name: &str) -> Option<Assigned<'a>> {
    let owners = std::iter::once(&module.class).chain(&module.bases);
    let assigned: Vec<Assigned<'_>> = owners.flat_map(|owner| inspection.syntax.stored(owner, name)).collect();
    let in_init = |found: &Assigned<'_>| found.scope.function.is_some_and(|function| function.name.as_str() == "__init__");
    if assigned.iter().all(in_init) { assigned.into_iter().next() } else { None }
}

/// Such a tensor in a class that the program has not made an object of.
fn unmade(inspection: &Inspection) -> Vec<Finding> {
    let syntax = &inspection.syntax;
    let classes: Vec<&str> = syntax.modules().into_iter().filter(|class| !inspection.has_made(class)).map(|class| class.name.as_str()).collect();
    let in_init = |found: &Assigned<'_>| {
        let class = found.scope.class.is_some_and(|class| classes.contains(&class.name.as_str()));
        class && found.scope.function.is_some_and(|function| function.name.as_str() == "__init__")
    };
    let stored = syntax.assigned().into_iter().filter(|found| found.target.starts_with("self.") && in_init(found));
    stored.filter(|found| with_gradient(found.value).is_some()).map(|found| finding(inspection, &found)).collect()
}

/// The call that makes a tensor with `requires_grad=True`.
fn with_gradient(value: &Expr) -> Option<&ExprCall> {
    let Expr::Call(call) = value else { return None };
    let flag = call.arguments.find_keyword("requires_grad").and_then(|keyword| syntax::boolean(&keyword.value));
    (flag == Some(true) || is_switched_on(call)).then_some(call)
}

/// `….requires_grad_()`
fn is_switched_on(call: &ExprCall) -> bool {
    matches!(&*call.func, Expr::Attribute(method) if method.attr.as_str() == "requires_grad_" && call.arguments.is_empty())
}

/// Whether an expression computes with a parameter that it makes: `nn.Parameter(t) * 0.1`.
fn mentions_parameter(inspection: &Inspection, value: &Expr) -> bool {
    let calls = inspection.syntax.calls_of(&["torch.nn.Parameter", "torch.nn.parameter.Parameter"]);
    calls.iter().any(|call| value.range().contains_range(call.node.range()) && value.range() != call.node.range())
}

fn finding(inspection: &Inspection, assigned: &Assigned<'_>) -> Finding {
    let finding = Finding::new(ID, inspection.script.span(assigned.value)).value("nombre", &assigned.target);
    let parameter = inspection.syntax.written("torch.nn.Parameter");
    let finding = finding.value("parámetro", &parameter);
    match plain(inspection, assigned.value) {
        Some(tensor) => finding.replace(assigned.value, format!("{parameter}({tensor})")),
        None => finding,
    }
}

/// The tensor without what asks for gradients.
fn plain(inspection: &Inspection, value: &Expr) -> Option<String> {
    let quote = |node: &dyn Fn() -> String| node();
    match value {
        Expr::Name(name) => Some(name.id.to_string()),
        Expr::Call(call) if is_switched_on(call) => match &*call.func {
            Expr::Attribute(method) => Some(quote(&|| inspection.script.quote(&*method.value).to_owned())),
            _ => None,
        },
        Expr::Call(call) => with_gradient(value).map(|_| {
            let positional = call.arguments.args.iter().map(|arg| inspection.script.quote(arg));
            let named = call.arguments.keywords.iter().filter(|keyword| keyword.arg.as_ref().is_none_or(|name| name.as_str() != "requires_grad"));
            let arguments: Vec<&str> = positional.chain(named.map(|keyword| inspection.script.quote(keyword))).collect();
            format!("{}({})", inspection.script.quote(&*call.func), arguments.join(", "))
        }),
        _ => None,
    }
}
