//! What is linear in an expression: products with weights, sums with a bias, layers.

use rustpython_ruff_python_ast::{Expr, ExprCall, Operator};

use super::{Slip, applied::is_module, last, rules::is_library, text};

/// The slips that can be made with it.
pub(super) fn slips(expr: &Expr, source: &str) -> Vec<(Slip, String)> {
    if let Some((rest, _)) = bias(expr) {
        return vec![(Slip::NoBias, text(source, rest).to_owned())];
    }
    let Expr::Call(call) = expr else { return Vec::new() };
    let arguments: Vec<&str> = call.arguments.args.iter().map(|argument| text(source, argument)).collect();
    match arguments[..] {
        [x, w, b] if is_linear(call) => vec![
            (Slip::NoBias, format!("{}({x}, {w})", text(source, &*call.func))),
            (Slip::NotTransposed, format!("({x}) @ {w} + {b}")),
        ],
        [x] if is_layer(call) => of_layer(text(source, &*call.func), x),
        _ => Vec::new(),
    }
}

/// The slips of a layer, and of a layer that holds a linear one and its activation, as the course's does: those that
/// it does not allow fail when they are evaluated, and are dropped.
fn of_layer(layer: &str, x: &str) -> Vec<(Slip, String)> {
    vec![
        (Slip::NoBias, format!("({x}) @ {layer}.weight.T")),
        (Slip::NotTransposed, format!("({x}) @ {layer}.weight + {layer}.bias")),
        (Slip::NoBias, format!("{layer}.activation(({x}) @ {layer}.linear.weight.T)")),
        (Slip::NoActivation, format!("{layer}.linear({x})")),
        (Slip::Twice, format!("{layer}.activation({layer}({x}))")),
        (Slip::BeforeBias, format!("{layer}.activation(({x}) @ {layer}.linear.weight.T) + {layer}.linear.bias")),
        (Slip::Before, format!("{layer}.linear({layer}.activation({x}))")),
    ]
}

/// A sum of something and a bias.
pub(super) fn bias(expr: &Expr) -> Option<(&Expr, &Expr)> {
    match expr {
        Expr::BinOp(sum) if sum.op == Operator::Add && is_bias(&sum.right) => Some((&sum.left, &sum.right)),
        Expr::BinOp(sum) if sum.op == Operator::Add && is_bias(&sum.left) => Some((&sum.right, &sum.left)),
        _ => None,
    }
}

/// `b`, `b1`, `sesgo`, `capa.bias`, or a part of one.
fn is_bias(expr: &Expr) -> bool {
    if let Expr::Subscript(part) = expr {
        return is_bias(&part.value);
    }
    let is = |name: &str| {
        let numbered =
            name.strip_prefix('b').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_'));
        numbered || name.starts_with("bias") || name.starts_with("sesgo")
    };
    last(expr).is_some_and(is)
}

/// What a linear computation starts from.
pub(super) fn input(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::BinOp(sum) if sum.op == Operator::Add => input(&sum.left).or_else(|| input(&sum.right)),
        Expr::BinOp(product) if product.op == Operator::MatMult => Some(&product.left),
        Expr::Subscript(part) => input(&part.value),
        Expr::Call(call) if is_linear(call) || is_layer(call) => call.arguments.args.first(),
        _ => None,
    }
}

/// `F.linear(x, W, b)`
fn is_linear(call: &ExprCall) -> bool {
    matches!(&*call.func, Expr::Attribute(function) if function.attr.as_str() == "linear" && is_library(&function.value))
}

/// A name called with one argument: `capa(x)`, `self.fc1(x)`.
fn is_layer(call: &ExprCall) -> bool {
    let library = matches!(&*call.func, Expr::Attribute(function) if is_library(&function.value));
    let one = call.arguments.args.len() == 1 && call.arguments.keywords.is_empty();
    one && !library && last(&call.func).is_some_and(|name| !is_module(name))
}
