//! Layers or parameters in a list of Python's, where `nn.Module` does not see them.

use rustpython_ruff_python_ast::{Expr, StmtClassDef};

use crate::{
    diagnose::{Assigned, Finding, Inspection},
    python::{
        Survey,
        survey::{Child, Held, Module, Parameter, Unregistered},
    },
};

pub const ID: &str = "lista-de-capas";

/// More names than this are counted instead.
const SHOWN: usize = 4;

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let made =
        inspection.survey().modules.iter().enumerate().flat_map(|(number, module)| held(inspection, number, module));
    made.chain(unmade(inspection)).collect()
}

/// What a module that was made holds in lists.
fn held(inspection: &Inspection, number: usize, module: &Module) -> Vec<Finding> {
    let survey = inspection.survey();
    let lists = module.held.iter().filter_map(|held| match &held.what {
        Unregistered::List { class, modules, parameters } => Some((held, class, lost(survey, modules), parameters)),
        _ => None,
    });
    let found = lists.filter(|(.., lost, parameters)| !lost.is_empty() || !parameters.is_empty());
    found
        .filter_map(|(held, class, lost, parameters)| list(inspection, number, held, class, &lost, parameters))
        .collect()
}

/// Those of a list that nothing has registered and that would have to be: with something to learn, or with a mode.
fn lost<'a>(survey: &Survey, modules: &'a [Child]) -> Vec<&'a Child> {
    let matters = |child: &&Child| {
        survey.tree(child.number).iter().any(|&part| {
            let module = &survey.modules[part];
            let learns = module
                .parameters
                .iter()
                .any(|parameter| parameter.requires_grad && !survey.is_optimized(part, &parameter.name));
            learns || module.class.contains("Dropout") || module.class == "RReLU"
        })
    };
    modules.iter().filter(|child| survey.parent(child.number).is_none() && matters(child)).collect()
}

fn list(
    inspection: &Inspection,
    number: usize,
    held: &Held,
    class: &str,
    lost: &[&Child],
    parameters: &[Parameter],
) -> Option<Finding> {
    let survey = inspection.survey();
    let module = &survey.modules[number];
    let owners = std::iter::once(&module.class).chain(&module.bases);
    let assigned = owners.flat_map(|owner| inspection.syntax.stored(owner, &held.name)).next()?;
    let missing = lost.iter().map(|child| count(survey, child.number)).sum::<usize>() + sizes(parameters);
    let seen = count(survey, survey.root(number));
    let empty = inspection.error_about(&["optimizer got an empty parameter list"]).filter(|_| seen == 0);
    let places = lost.iter().map(|child| &child.name).chain(parameters.iter().map(|parameter| &parameter.name));
    let finding = finding(inspection, &assigned, class, lost.is_empty())
        .value("faltan", missing.to_string())
        .value("tiene", registered(survey, survey.root(number), seen))
        .value("capas", shortened(places.map(|place| format!("{}{place}", held.name))))
        .maybe("optimizador", survey.optimizers.first().map(|optimizer| optimizer.class.as_str()))
        .maybe("error", empty)
        .explains_error_if(empty.is_some());
    Some(if missing == 0 { finding.case("modo") } else { finding })
}

/// How many numbers the modules below one learn, all together.
fn count(survey: &Survey, number: usize) -> usize {
    survey.tree(number).iter().map(|&part| sizes(&survey.modules[part].parameters)).sum()
}

fn sizes(parameters: &[Parameter]) -> usize {
    parameters.iter().map(|parameter| parameter.shape.iter().product::<usize>()).sum()
}

/// What `parameters()` of a module gives: `12 números (`fc.weight`, `fc.bias`)`.
fn registered(survey: &Survey, root: usize, count: usize) -> String {
    let tree = survey.tree(root);
    let named = tree.iter().flat_map(|&part| {
        let path = if part == root { String::new() } else { format!("{}.", survey.name(part)) };
        survey.modules[part].parameters.iter().map(move |parameter| format!("{path}{}", parameter.name))
    });
    if count == 0 { "0 números".to_owned() } else { format!("{count} números ({})", shortened(named)) }
}

/// The names, or the first of them and how many more.
fn shortened(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(SHOWN);
    let shown = names[..names.len() - more].join(", ");
    if more > 0 { format!("{shown} y {more} más") } else { shown }
}

/// A list of layers in a class that the program has not made an object of.
fn unmade(inspection: &Inspection) -> Vec<Finding> {
    let stored = inspection.syntax.assigned().into_iter().filter(|found| {
        let class = found.scope.class.filter(|class| inspection.syntax.is_module_class(&class.name));
        let attribute = found.target.strip_prefix("self.");
        attribute.zip(class).is_some_and(|(attribute, class)| {
            !inspection.has_stored(&class.name, attribute) && !registers(inspection, class, &found.target)
        })
    });
    stored.filter_map(|found| Some(finding(inspection, &found, elements(inspection, found.value)?, false))).collect()
}

/// Whether a class registers parts under names that it computes, or what a list of its own holds.
fn registers(inspection: &Inspection, class: &StmtClassDef, list: &str) -> bool {
    let text = inspection.script.quote(class);
    let hands_on =
        ["*", "ModuleList(", "ModuleDict(", "ParameterList("].iter().any(|to| text.contains(&format!("{to}{list}")));
    hands_on
        || ["add_module(", "register_module(", "setattr(", "register_parameter("].iter().any(|call| text.contains(call))
}

/// What holds the layers, if an expression is a list of such that learn.
fn elements(inspection: &Inspection, value: &Expr) -> Option<&'static str> {
    let (class, elements): (_, Vec<&Expr>) = match value {
        Expr::List(list) => ("list", list.elts.iter().collect()),
        Expr::Tuple(tuple) => ("tuple", tuple.elts.iter().collect()),
        Expr::ListComp(comprehension) => ("list", vec![&comprehension.elt]),
        Expr::Dict(dict) => ("dict", dict.items.iter().map(|item| &item.value).collect()),
        _ => return None,
    };
    elements.into_iter().any(|element| learns(inspection, element)).then_some(class)
}

/// Whether an expression makes a layer that has something to learn.
fn learns(inspection: &Inspection, element: &Expr) -> bool {
    let Some(callee) = element.as_call_expr().and_then(|call| inspection.syntax.dotted(&call.func)) else {
        return false;
    };
    let known = ["Linear", "Bilinear", "Embedding", "PReLU", "Sequential", "LayerNorm", "BatchNorm1d"];
    callee.strip_prefix("torch.nn.").is_none_or(|class| known.contains(&class))
        && inspection.syntax.is_module_class(&callee)
}

fn finding(inspection: &Inspection, assigned: &Assigned<'_>, class: &str, parameters: bool) -> Finding {
    let container = match (class, parameters) {
        ("dict", false) => "torch.nn.ModuleDict",
        ("dict", true) => "torch.nn.ParameterDict",
        (_, false) => "torch.nn.ModuleList",
        (_, true) => "torch.nn.ParameterList",
    };
    let container = inspection.syntax.written(container);
    let (before, behind) = match assigned.value {
        Expr::Tuple(tuple) if !tuple.parenthesized => ("([", "])"),
        _ => ("(", ")"),
    };
    let kind = match class {
        "dict" => "un diccionario",
        "tuple" => "una tupla",
        _ => "una lista",
    };
    Finding::new(ID, inspection.script.span(assigned.value))
        .case(if parameters { "parametros" } else { "" })
        .value("nombre", &assigned.target)
        .value("tipo", kind)
        .value("contenedor", &container)
        .wrap(assigned.value, &format!("{container}{before}"), behind)
}
