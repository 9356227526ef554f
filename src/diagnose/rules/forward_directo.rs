//! `modelo.forward(x)`, which passes over the hooks.

use rustpython_ruff_python_ast::{Expr, ExprAttribute};
use rustpython_ruff_text_size::{Ranged, TextRange};

use crate::diagnose::{
    Finding, Inspection,
    syntax::{Call, method},
};

pub const ID: &str = "forward-directo";

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    inspection.syntax.calls().iter().filter_map(|call| finding(inspection, call)).collect()
}

fn finding(inspection: &Inspection, call: &Call<'_>) -> Option<Finding> {
    let Expr::Attribute(attribute) = &*call.node.func else { return None };
    if attribute.attr.as_str() != "forward" || call.node.arguments.is_empty() || !is_module(inspection, call, attribute)
    {
        return None;
    }
    let base = inspection.script.quote(&*attribute.value);
    let hooks = hooks(inspection, call);
    Some(
        Finding::new(ID, inspection.script.span(&*call.node.func))
            .value("modelo", base)
            .maybe("hooks", (hooks > 0).then(|| hooks.to_string()))
            .replace(&TextRange::new(attribute.value.end(), attribute.end()), ""),
    )
}

/// Whether what it is called on surely is a module: not a class, as in `super().forward(x)` and `Base.forward(self, x)`.
fn is_module(inspection: &Inspection, call: &Call<'_>, attribute: &ExprAttribute) -> bool {
    let syntax = &inspection.syntax;
    match &*attribute.value {
        Expr::Name(name) if name.id.as_str() == "self" => {
            call.scope.class.is_some_and(|class| syntax.is_module_class(&class.name))
        }
        Expr::Name(name) => match syntax.value_at(&name.id, call.node, call.scope) {
            Some(found) => syntax.is_module(found.value) || is_unknown(inspection, found.value),
            None => syntax.class(&name.id).is_none() && only_modules(inspection),
        },
        Expr::Call(_) => syntax.is_module(&attribute.value),
        Expr::Attribute(_) => !is_class(inspection, &attribute.value) && only_modules(inspection),
        Expr::Subscript(_) => only_modules(inspection),
        _ => false,
    }
}

/// Whether the text does not tell what an expression is, and nothing but a module could have a `forward`.
fn is_unknown(inspection: &Inspection, value: &Expr) -> bool {
    let callee = match value {
        Expr::Call(call) => inspection.syntax.dotted(&call.func),
        _ => None,
    };
    callee.is_none_or(|callee| inspection.syntax.class(&callee).is_none()) && only_modules(inspection)
}

fn is_class(inspection: &Inspection, expr: &Expr) -> bool {
    inspection
        .syntax
        .dotted(expr)
        .is_some_and(|name| inspection.syntax.is_module_class(&name) || name.starts_with("torch."))
}

/// Whether no class of the program but its modules has a `forward`.
fn only_modules(inspection: &Inspection) -> bool {
    let with_forward = inspection.syntax.classes().into_iter().filter(|class| method(class, "forward").is_some());
    with_forward.into_iter().all(|class| inspection.syntax.is_module_class(&class.name))
}

/// How many hooks the model has whose parts this call ran.
fn hooks(inspection: &Inspection, call: &Call<'_>) -> usize {
    let line = inspection.script.span(call.node).line;
    let flow = inspection.flow();
    let ran = flow
        .ops()
        .filter(|op| op.step.place.as_ref().is_some_and(|place| place.line == line || place.calls.contains(&line)));
    let roots = ran.filter_map(|op| op.step.module).map(|number| inspection.survey().root(number));
    let hooks = roots.filter_map(|root| inspection.module(root)).map(|module| module.hooks);
    hooks.max().unwrap_or_default()
}
