//! How an argument is put right.

use rustpython_ruff_python_ast::Expr;

use super::Argument;
use crate::{
    diagnose::{
        Finding, Inspection,
        arguments::{Given, Use},
        syntax,
    },
    nn::activation::Default,
};

pub fn repair(finding: Finding, argument: &Argument<'_>, case: &str, inspection: &Inspection) -> Finding {
    let Some((written, expr)) =
        argument.written.as_ref().and_then(|written| Some((written, written.argument(argument.parameter)?)))
    else {
        return finding;
    };
    match case {
        "inplace" | "booleano" => swapped(finding, argument, written, expr),
        "cero" if written.is_module() && written.is_alone() => match inspection.renamed(written.call.node, "ReLU") {
            Some(renamed) => finding.edited(Some(renamed)).replace(&written.call.node.arguments, "()"),
            None => finding,
        },
        "decimal" if !written.is_named(expr) => {
            finding.replace(expr, format!("init={}", inspection.script.quote(expr)))
        }
        _ => match value(argument, case, expr) {
            Some(value) => finding.replace(expr, value),
            None => finding,
        },
    }
}

/// A flag where a number belongs, or the other way round: it was meant for another place.
fn swapped(finding: Finding, argument: &Argument<'_>, written: &Use<'_>, expr: &Expr) -> Finding {
    let alone = written.is_alone() && !written.is_named(expr);
    match &argument.given {
        Given::Flag(flag) if alone && argument.activation.has_inplace => {
            finding.replace(expr, if *flag { "inplace=True" } else { "inplace=False" })
        }
        Given::Flag(_) => match default(argument) {
            Some(default) => finding.replace(expr, default),
            None => finding,
        },
        _ if written.is_module() && written.is_alone() => finding.replace(&written.call.node.arguments, "()"),
        _ => finding.replace(expr, "False"),
    }
}

/// The number or word that was most likely meant.
fn value(argument: &Argument<'_>, case: &str, expr: &Expr) -> Option<String> {
    match (case, &argument.given) {
        ("texto", Given::Word(word)) => word.trim().parse::<f64>().is_ok().then(|| word.trim().to_owned()),
        ("palabra", Given::Word(word)) => {
            let word = word.trim().to_lowercase();
            ["none", "tanh"].contains(&word.as_str()).then(|| format!("\"{word}\""))
        }
        // A sign that slipped in.
        ("pendiente" | "beta" | "alfa", Given::Number(value)) if *value < 0.0 && syntax::number(expr).is_some() => {
            let positive = -value;
            (case != "pendiente" || positive < 1.0).then(|| positive.to_string()).or_else(|| default(argument))
        }
        ("pendiente" | "identidad" | "beta" | "alfa", _) => default(argument),
        _ => None,
    }
}

/// The default, as Python writes it.
fn default(argument: &Argument<'_>) -> Option<String> {
    let parameter = argument.activation.parameters.iter().find(|parameter| parameter.name == argument.parameter)?;
    match parameter.default {
        Default::Float(value) | Default::Required(value) => Some(format!("{value:?}")),
        Default::Int(value) => Some(value.to_string()),
        Default::Text(word) => Some(format!("\"{word}\"")),
        Default::Dimension => None,
    }
}
