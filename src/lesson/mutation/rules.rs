//! What each slip makes of an expression.

use rustpython_ruff_python_ast::{Expr, ExprCall, Number, UnaryOp};

use super::{Slip, applied::Applied, last, linear, text};

/// Functions and methods that work along a dimension.
const ALONG: [&str; 16] = [
    "sum",
    "mean",
    "softmax",
    "log_softmax",
    "max",
    "min",
    "argmax",
    "argmin",
    "all",
    "any",
    "std",
    "var",
    "cumsum",
    "cumprod",
    "norm",
    "logsumexp",
];

/// What stands for `expr` when one slip is made right there.
pub(super) fn slips(expr: &Expr, source: &str) -> Vec<(Slip, String)> {
    let mut found = linear::slips(expr, source);
    if let Some(applied) = Applied::of(expr, source) {
        found.extend(applied.slips());
    }
    found.extend(not_transposed(expr, source).map(|other| (Slip::NotTransposed, other)));
    found.extend(other_dimension(expr, source).map(|other| (Slip::OtherDimension, other)));
    found.extend(twin(expr, source));
    found
}

/// `W` for `W.T`.
fn not_transposed(expr: &Expr, source: &str) -> Option<String> {
    let matrix = match expr {
        Expr::Attribute(attribute) if matches!(attribute.attr.as_str(), "T" | "mT") => &attribute.value,
        Expr::Call(call) => match &*call.func {
            Expr::Attribute(method) if matches!(method.attr.as_str(), "t" | "transpose") => &method.value,
            _ => return None,
        },
        _ => return None,
    };
    Some(text(source, &**matrix).to_owned())
}

/// `x.sum(dim=1)` for `x.sum(dim=0)`.
fn other_dimension(expr: &Expr, source: &str) -> Option<String> {
    let Expr::Call(call) = expr else { return None };
    let dimension = dimension(call)?;
    let other = match whole(dimension)? {
        0 => "1",
        1 | -1 => "0",
        -2 => "-1",
        _ => return None,
    };
    let (all, at) = (call.range.to_std_range(), rustpython_ruff_text_size::Ranged::range(dimension).to_std_range());
    Some(format!("{}{other}{}", &source[all.start..at.start], &source[at.end..all.end]))
}

/// The argument that says along which dimension.
fn dimension(call: &ExprCall) -> Option<&Expr> {
    let is_dimension = |name: &str| matches!(name, "dim" | "axis");
    let named = call.arguments.keywords.iter().find(|word| word.arg.as_ref().is_some_and(|name| is_dimension(name)));
    let positional = || {
        let function = matches!(&*call.func, Expr::Attribute(method) if is_library(&method.value));
        call.arguments
            .args
            .get(usize::from(function))
            .filter(|_| last(&call.func).is_some_and(|name| ALONG.contains(&name)))
    };
    named.map(|word| &word.value).or_else(positional)
}

/// `torch`, `F`, `nn.functional`: a module whose functions take the tensor as their first argument.
pub(super) fn is_library(expr: &Expr) -> bool {
    matches!(last(expr), Some("torch" | "F" | "nn" | "functional" | "math"))
}

/// The whole number that a literal is.
fn whole(expr: &Expr) -> Option<i64> {
    match expr {
        Expr::NumberLiteral(literal) => match &literal.value {
            Number::Int(int) => int.as_i64(),
            _ => None,
        },
        Expr::UnaryOp(unary) if unary.op == UnaryOp::USub => whole(&unary.operand).map(|number| -number),
        _ => None,
    }
}

/// `torch.tanh` for `torch.sigmoid`, and the other way round.
fn twin(expr: &Expr, source: &str) -> Option<(Slip, String)> {
    let name = last(expr)?;
    let (slip, other) = match name {
        "sigmoid" => (Slip::TanhForSigmoid, "tanh"),
        "Sigmoid" => (Slip::TanhForSigmoid, "Tanh"),
        "tanh" => (Slip::SigmoidForTanh, "sigmoid"),
        "Tanh" => (Slip::SigmoidForTanh, "Sigmoid"),
        _ => return None,
    };
    let before = text(source, expr).strip_suffix(name)?;
    Some((slip, format!("{before}{other}")))
}
