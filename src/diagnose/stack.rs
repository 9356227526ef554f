//! Layers that are written one after another in a `Sequential`, and how many numbers pass between them.

use rustpython_ruff_python_ast::Expr;
use rustpython_ruff_text_size::Ranged;

use super::{
    Syntax,
    arguments::Use,
    syntax::{Call, number},
};
use crate::nn::activation::Scope;

/// What changes no width.
const KEEPING: [&str; 7] =
    ["Dropout", "AlphaDropout", "FeatureAlphaDropout", "BatchNorm1d", "LayerNorm", "RMSNorm", "Identity"];

/// A layer that stands in a `Sequential`.
#[derive(Clone, Debug)]
pub struct Layer<'a> {
    /// The call that makes it.
    pub call: Call<'a>,
    /// Where it stands there, from 0.
    pub index: usize,
    /// The linear layer before it and how many numbers that one gives, if nothing between changes that.
    pub fed: Option<(Call<'a>, usize)>,
}

/// The layers of every `Sequential` that a program writes out.
#[must_use]
pub fn layers(syntax: &Syntax) -> Vec<Layer<'_>> {
    let calls = syntax.calls();
    let of = |expr: &Expr| calls.iter().find(|call| call.node.range() == expr.range()).cloned();
    syntax.calls_of(&["torch.nn.Sequential"]).iter().flat_map(|stack| stacked(&stack.node.arguments.args, of)).collect()
}

fn stacked<'a>(arguments: &[Expr], of: impl Fn(&Expr) -> Option<Call<'a>>) -> Vec<Layer<'a>> {
    let mut layers = Vec::new();
    let mut fed = None;
    for (index, argument) in arguments.iter().enumerate() {
        let Some(call) = of(argument) else {
            fed = None;
            continue;
        };
        let next = after(&call, fed.as_ref());
        layers.push(Layer { call, index, fed });
        fed = next;
    }
    layers
}

/// What leaves a layer.
fn after<'a>(call: &Call<'a>, fed: Option<&(Call<'a>, usize)>) -> Option<(Call<'a>, usize)> {
    let name = call.callee.strip_prefix("torch.nn.")?;
    let keeps = KEEPING.contains(&name)
        || Use::of(call.clone()).is_some_and(|used| used.activation.scope == Scope::Element && name != "GLU");
    match name {
        "Linear" => Some((call.clone(), size(call, "out_features", 1)?)),
        "LazyLinear" => Some((call.clone(), size(call, "out_features", 0)?)),
        _ if keeps => fed.cloned(),
        _ => None,
    }
}

/// The literal number that is given for a size.
#[must_use]
pub fn size(call: &Call<'_>, name: &str, position: usize) -> Option<usize> {
    let value = number(call.node.arguments.find_argument_value(name, position)?)?;
    (value >= 0.0 && value.fract() == 0.0).then_some(value as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_pass_through_activations() {
        let syntax = Syntax::of(
            "from torch import nn\nm = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Dropout(0.2), nn.Linear(16, 1), otra, \
             nn.Linear(3, 1), nn.GLU(), nn.Linear(3, 1))\n",
        );
        let fed: Vec<_> = layers(&syntax).iter().map(|layer| layer.fed.as_ref().map(|(_, width)| *width)).collect();
        assert_eq!(fed, [None, Some(8), Some(8), Some(8), None, Some(1), None]);
    }
}
