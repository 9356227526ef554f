//! A constructor gets the tensor: `nn.ReLU(x)` makes a layer and computes nothing.

use rustpython_ruff_python_ast::Expr;

use crate::{
    diagnose::{Finding, Inspection, Span, syntax::Call},
    explain::shape_of,
    nn::activation,
    python::survey::{Module, Unregistered},
};

pub const ID: &str = "modulo-con-tensor";

/// A layer whose constructor was given a tensor, which it holds as if it were a parameter of its own.
pub struct Swallowed<'a> {
    pub span: Span,
    pub parameter: &'a str,
    pub shape: &'a [usize],
}

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let swallowed = swallowed(inspection);
    let calls = inspection.syntax.calls().into_iter().filter(|call| !inspection.syntax.is_caught(call.node));
    calls.filter_map(|call| finding(inspection, &call, &swallowed)).collect()
}

/// All that the program made.
pub fn swallowed(inspection: &Inspection) -> Vec<Swallowed<'_>> {
    let modules = inspection.survey().modules.iter().filter(|module| !module.own && is_layer(&module.class));
    modules.filter_map(|module| Swallowed::of(module, inspection)).collect()
}

impl<'a> Swallowed<'a> {
    fn of(module: &'a Module, inspection: &Inspection) -> Option<Self> {
        let span = inspection.script.spot(module.place)?;
        module.held.iter().find_map(|held| match &held.what {
            // A tensor of one number serves as a number, but for a flag.
            Unregistered::Tensor { shape, .. } if !shape.is_empty() || held.name == "inplace" => {
                Some(Self { span, parameter: &held.name, shape })
            }
            _ => None,
        })
    }
}

fn finding(inspection: &Inspection, call: &Call<'_>, swallowed: &[Swallowed<'_>]) -> Option<Finding> {
    let class = call.callee.strip_prefix("torch.nn.")?;
    let tensor = tensor_in(inspection, call, class)?;
    let span = inspection.script.span(call.node);
    let held = swallowed.iter().find(|held| held.span == span);
    // What was made without trouble, and holds no tensor, was given none.
    let applied = inspection.syntax.call_outside(call.node).is_some();
    let made = || {
        !inspection.error_within(call.node)
            && inspection.survey().modules.iter().any(|module| inspection.script.spot(module.place) == Some(span))
    };
    if held.is_none() && (applied || made() || !inspection.syntax.is_tensor(tensor, call.scope)) {
        return None;
    }
    let late = inspection.error_span().is_some_and(|error| error.line != span.line);
    let said = inspection.error_about(&[class]).or_else(|| inspection.error_about(&[]).filter(|_| !late));
    let finding = Finding::new(ID, span)
        .case(if is_layer(class) { "" } else { "perdida" })
        .value("escrito", inspection.script.quote(&*call.node.func))
        .maybe("forma", held.map(|held| shape_of(held.shape)))
        .maybe("parámetro", held.map(|held| held.parameter))
        .maybe(if late { "tarde" } else { "aquí" }, said)
        .maybe("línea", inspection.error_span().map(|span| span.line.to_string()))
        .explains_error_if(said.is_some());
    Some(match instead(inspection, call, class) {
        Some(instead) => finding.replace(&*call.node.func, instead),
        None => finding,
    })
}

/// What the constructor gets, where that may be a tensor: an activation's first argument, a loss's two.
fn tensor_in<'a>(inspection: &Inspection, call: &Call<'a>, class: &str) -> Option<&'a Expr> {
    let args = &call.node.arguments.args;
    let is_loss = class.ends_with("Loss") && args.len() > 1 && inspection.syntax.is_tensor(&args[1], call.scope);
    if is_layer(class) || is_loss { args.first() } else { None }
}

fn is_layer(class: &str) -> bool {
    activation::find(class).is_some_and(|known| known.name == class) || ["Dropout", "Flatten"].contains(&class)
}

/// What is to be called instead, as the program can write it: the function, or else what the class makes.
fn instead(inspection: &Inspection, call: &Call<'_>, class: &str) -> Option<String> {
    let written = inspection.script.quote(&*call.node.func);
    let has_dim = || call.node.arguments.find_keyword("dim").is_some();
    match class {
        "PReLU" | "Dropout" | "Threshold" => None,
        "Softmax" | "LogSoftmax" | "Softmin" if !has_dim() => Some(format!("{written}(dim=-1)")),
        _ => Some(function(inspection, class).unwrap_or_else(|| format!("{written}()"))),
    }
}

fn function(inspection: &Inspection, class: &str) -> Option<String> {
    let known = activation::find(class)?;
    let short = format!("torch.{}", known.function);
    let twin = known.twins.contains(&short.as_str()).then_some(short);
    let functions = twin.into_iter().chain([format!("torch.nn.functional.{}", known.function)]);
    functions.into_iter().find_map(|function| inspection.syntax.reach(&function))
}
