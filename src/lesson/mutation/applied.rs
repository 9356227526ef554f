//! An activation applied to something: `torch.relu(z)`, `z.relu()`, `nn.ReLU()(z)`, `capa.activation(z)`.

use rustpython_ruff_python_ast::Expr;
use rustpython_ruff_text_size::Ranged;

use super::{
    Slip, last,
    linear::{bias, input},
    rules::is_library,
    text,
};
use crate::nn::activation::ACTIVATIONS;

/// Names that a program gives to its activation.
const OWN: [&str; 3] = ["activation", "activacion", "act"];

/// An activation applied to something.
pub(super) struct Applied<'a> {
    argument: &'a Expr,
    source: &'a str,
    before: &'a str,
    after: &'a str,
}

impl<'a> Applied<'a> {
    /// The activation that this expression applies.
    pub fn of(expr: &'a Expr, source: &'a str) -> Option<Self> {
        let Expr::Call(call) = expr else { return None };
        let argument = match &*call.func {
            Expr::Attribute(method) if is_function(&method.attr) && !is_library(&method.value) => &*method.value,
            Expr::Call(made) if last(&made.func).is_some_and(is_module) => call.arguments.args.first()?,
            func if last(func).is_some_and(|name| is_function(name) || OWN.contains(&name)) => {
                call.arguments.args.first()?
            }
            _ => return None,
        };
        let (all, inner) = (call.range.to_std_range(), argument.range().to_std_range());
        Some(Self { argument, source, before: &source[all.start..inner.start], after: &source[inner.end..all.end] })
    }

    /// The same activation applied to something else.
    fn to(&self, other: &str) -> String {
        format!("{}({other}){}", self.before, self.after)
    }

    /// The slips that can be made with it.
    pub fn slips(&self) -> Vec<(Slip, String)> {
        let argument = text(self.source, self.argument);
        let left_out = (Slip::NoActivation, argument.to_owned());
        let twice = (Slip::Twice, self.to(&self.to(argument)));
        let before_bias = self.before_bias().map(|other| (Slip::BeforeBias, other));
        let before = self.before_linear().map(|other| (Slip::Before, other));
        [left_out, twice].into_iter().chain(before_bias).chain(before).collect()
    }

    /// `torch.relu(x @ W.T) + b` for `torch.relu(x @ W.T + b)`.
    fn before_bias(&self) -> Option<String> {
        let (rest, bias) = bias(self.argument)?;
        Some(format!("{} + {}", self.to(text(self.source, rest)), text(self.source, bias)))
    }

    /// `torch.relu(x) @ W.T + b` for `torch.relu(x @ W.T + b)`.
    fn before_linear(&self) -> Option<String> {
        let input = input(self.argument)?;
        let (all, inner) = (self.argument.range().to_std_range(), input.range().to_std_range());
        let applied = self.to(text(self.source, input));
        Some(format!("{}{applied}{}", &self.source[all.start..inner.start], &self.source[inner.end..all.end]))
    }
}

fn is_function(name: &str) -> bool {
    ACTIVATIONS.iter().any(|activation| activation.function == name)
}

/// Whether it is the class of an activation.
pub(super) fn is_module(name: &str) -> bool {
    ACTIVATIONS.iter().any(|activation| activation.name == name)
}
