//! A tensor that gets gradients and is no parameter, so that no optimizer ever sees it.

use rustpython_ruff_python_ast::{Expr, ExprCall, Keyword};
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
    held.filter_map(|(number, module, held)| found(inspection, number, module, held))
        .chain(unmade(inspection))
        .collect()
}

/// A tensor that a module holds.
fn found(inspection: &Inspection, holder: usize, module: &Module, held: &Held) -> Option<Finding> {
    let Unregistered::Tensor { shape, requires_grad: true, leaf, version, value, gradient, .. } = &held.what else {
        return None;
    };
    let assigned = kept(inspection, module, &held.name)?;
    // What the program changes by itself, or gives to an optimizer, learns.
    if *version > 0 || inspection.survey().is_optimized(holder, &held.name) {
        return None;
    }
    let is_derived = !leaf;
    if is_derived && !mentions_parameter(inspection, assigned.value) {
        return None;
    }
    let survey = inspection.survey();
    let root = survey.root(holder);
    let registered: usize = survey.tree(root).iter().map(|&part| survey.modules[part].parameters.len()).sum();
    let steps = survey
        .optimizers
        .first()
        .filter(|_| inspection.flow().updates().any(|(_, update)| update.kind == crate::trace::UpdateKind::Optimizer));
    Some(
        finding(inspection, &assigned)
            .case(if is_derived { "derivado" } else { "" })
            .value("registrados", registered.to_string())
            .value("modelo", &survey.modules[root].class)
            .maybe("valor", value.map(number))
            .maybe("forma", value.is_none().then(|| shape_of(shape)))
            .maybe("optimizador", steps.map(|optimizer| optimizer.class.as_str()))
            .maybe("gradiente", gradient.filter(|gradient| *gradient > 0.0).map(number)),
    )
}

/// Where the class gives itself the tensor, if that is not in `forward`, where tensors may be remembered.
fn kept<'a>(inspection: &'a Inspection, module: &Module, name: &str) -> Option<Assigned<'a>> {
    let owners = std::iter::once(&module.class).chain(&module.bases);
    let assigned: Vec<Assigned<'_>> = owners.flat_map(|owner| inspection.syntax.stored(owner, name)).collect();
    if assigned.iter().all(is_in_init) { assigned.into_iter().next() } else { None }
}

fn is_in_init(found: &Assigned<'_>) -> bool {
    found.scope.function.is_some_and(|function| function.name.as_str() == "__init__")
}

/// Such a tensor in a class that the program has not made an object of.
fn unmade(inspection: &Inspection) -> Vec<Finding> {
    let syntax = &inspection.syntax;
    let stored = syntax.assigned().into_iter().filter(|found| {
        let class = found.scope.class.filter(|class| syntax.is_module_class(&class.name) && is_in_init(found));
        let attribute = found.target.strip_prefix("self.");
        attribute.zip(class).is_some_and(|(attribute, class)| !inspection.has_stored(&class.name, attribute))
    });
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
    let mut mentions = false;
    inspection.syntax.each_expr(|expr, _| {
        let inside = value.range().contains_range(expr.range()) && value.range() != expr.range();
        mentions |= inside && inspection.syntax.is_parameter(expr);
    });
    mentions
}

fn finding(inspection: &Inspection, assigned: &Assigned<'_>) -> Finding {
    let parameter = inspection.syntax.written("torch.nn.Parameter");
    let finding = Finding::new(ID, inspection.script.span(assigned.value)).value("nombre", &assigned.target);
    let finding = finding.value("parámetro", &parameter);
    match plain(inspection, assigned.value).or_else(|| product(inspection, assigned.value)) {
        Some(tensor) => finding.replace(assigned.value, format!("{parameter}({tensor})")),
        None => finding,
    }
}

/// The tensor without what asks for gradients.
fn plain(inspection: &Inspection, value: &Expr) -> Option<String> {
    let call = match value {
        Expr::Name(name) => return Some(name.id.to_string()),
        _ => with_gradient(value)?,
    };
    if let Expr::Attribute(method) = &*call.func
        && is_switched_on(call)
    {
        return Some(inspection.script.quote(&*method.value).to_owned());
    }
    let asks = |keyword: &&Keyword| keyword.arg.as_ref().is_none_or(|name| name.as_str() != "requires_grad");
    let positional = call.arguments.args.iter().map(|arg| inspection.script.quote(arg));
    let named = call.arguments.keywords.iter().filter(asks).map(|keyword| inspection.script.quote(keyword));
    let arguments: Vec<&str> = positional.chain(named).collect();
    Some(format!("{}({})", inspection.script.quote(&*call.func), arguments.join(", ")))
}

/// `t * 0.1` for `nn.Parameter(t) * 0.1`.
fn product(inspection: &Inspection, value: &Expr) -> Option<String> {
    let Expr::BinOp(binary) = value else { return None };
    let inner = |side: &Expr| match side {
        Expr::Call(call) if inspection.syntax.is_parameter(side) => {
            let only = call.arguments.args.first().filter(|only| matches!(only, Expr::Call(_) | Expr::Name(_)));
            only.map(|only| inspection.script.quote(only))
        }
        _ => Some(inspection.script.quote(side)),
    };
    Some(format!("{} {} {}", inner(&binary.left)?, binary.op.as_str(), inner(&binary.right)?))
}
