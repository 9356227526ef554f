//! Layers or parameters in a list of Python's, where `nn.Module` does not see them.

use rustpython_ruff_python_ast::{Expr, StmtClassDef};

use crate::{
    diagnose::{Assigned, Finding, Inspection, around::methods},
    python::{
        Survey,
        survey::{Held, Module, Unregistered},
    },
};

pub const ID: &str = "lista-de-capas";

/// More names than this are counted instead.
const SHOWN: usize = 4;

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let made = inspection.survey().modules.iter().enumerate().flat_map(|(number, module)| held(inspection, number, module));
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
    found.filter_map(|(held, class, lost, parameters)| list(inspection, number, held, class, &lost, parameters)).collect()
}

/// Those of a list that nothing has registered and that would have to be: with something to learn, or with a mode.
fn lost(survey: &Survey, modules: &[usize]) -> Vec<usize> {
    let matters = |number: &usize| survey.tree(*number).iter().any(|&part| {
        let module = &survey.modules[part];
        let learns = module.parameters.iter().any(|parameter| !survey.is_optimized(part, &parameter.name));
        learns || module.class.contains("Dropout") || module.class == "RReLU"
    });
    modules.iter().copied().filter(|&number| survey.parent(number).is_none() && matters(&number)).collect()
}

fn list(inspection: &Inspection, number: usize, held: &Held, class: &str, lost: &[usize], parameters: &[Vec<usize>]) -> Option<Finding> {
    let survey = inspection.survey();
    let module = &survey.modules[number];
    let owners = std::iter::once(&module.class).chain(&module.bases);
    let assigned = owners.flat_map(|owner| inspection.syntax.stored(owner, &held.name)).next()?;
    let counts = |numbers: &[usize]| numbers.iter().flat_map(|&number| survey.tree(number)).map(|part| count(&survey.modules[part])).sum::<usize>();
    let missing = counts(lost) + parameters.iter().map(|shape| shape.iter().product::<usize>()).sum::<usize>();
    let seen = counts(&[survey.root(number)]);
    let empty = inspection.error_about(&["optimizer got an empty parameter list"]).filter(|_| seen == 0);
    let finding = finding(inspection, &assigned, class, lost.is_empty())
        .value("faltan", missing.to_string())
        .value("ve", seen.to_string())
        .maybe("capas", (!lost.is_empty()).then(|| names(survey, lost)))
        .maybe("optimizador", survey.optimizers.first().map(|optimizer| optimizer.class.as_str()))
        .maybe("error", empty)
        .explains_error_if(empty.is_some());
    Some(if missing == 0 { finding.case("modo") } else { finding })
}

fn count(module: &Module) -> usize {
    module.parameters.iter().map(|parameter| parameter.shape.iter().product::<usize>()).sum()
}

/// `Linear, Linear`
fn names(survey: &Survey, modules: &[usize]) -> String {
    let names: Vec<String> = modules.iter().take(SHOWN).map(|&number| format!("`{}`", survey.modules[number].class)).collect();
    let more = modules.len().saturating_sub(SHOWN);
    if more > 0 { format!("{} y {more} más", names.join(", ")) } else { names.join(", ") }
}

/// A list of layers in a class that the program has not made an object of.
fn unmade(inspection: &Inspection) -> impl Iterator<Item = Finding> {
    let classes = inspection.syntax.modules().into_iter().filter(|class| !inspection.has_made(class) && !registers(inspection, class));
    let stored = move |class: &StmtClassDef| {
        let name = class.name.to_string();
        let of_class = |found: &Assigned<'_>| found.scope.class.is_some_and(|held| held.name.as_str() == name);
        let found = inspection.syntax.assigned().into_iter().filter(|found| found.target.starts_with("self.") && of_class(found));
        found.filter_map(|found| Some(finding(inspection, &found, elements(inspection, found.value)?, false))).collect::<Vec<_>>()
    };
    classes.flat_map(stored)
}

/// Whether a class registers parts under names that it computes.
fn registers(inspection: &Inspection, class: &StmtClassDef) -> bool {
    methods(class).any(|method| {
        let text = inspection.script.quote(method);
        ["add_module(", "register_module(", "setattr(", "register_parameter("].iter().any(|call| text.contains(call))
    })
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
    let learns = |element: &&Expr| matches!(element, Expr::Call(call) if inspection.syntax.dotted(&call.func).is_some_and(|callee| {
        callee.strip_prefix("torch.nn.").is_none_or(|class| ["Linear", "Bilinear", "Embedding", "PReLU", "Sequential"].contains(&class) || class.contains("Norm") || class.starts_with("Conv"))
            && inspection.syntax.is_module_class(&callee)
    }));
    elements.iter().any(learns).then_some(class)
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
