//! Calls of activations in the source, and which of their arguments is which.

use rustpython_ruff_python_ast::Expr;
use rustpython_ruff_text_size::Ranged;

use super::{
    Script, Syntax,
    syntax::{self, Call},
};
use crate::{
    nn::activation::{self, Activation, Default},
    trace::Value,
};

/// What an argument should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Number,
    /// A count.
    Count,
    /// A word.
    Word,
    /// `True` or `False`.
    Flag,
    /// A dimension.
    Dimension,
}

/// What an argument is, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// `True`, `False`
    Flag(bool),
    /// A number.
    Number(f64),
    /// A text.
    Word(String),
}

/// A call of an activation: of its class, or of its function.
#[derive(Clone, Debug)]
pub struct Use<'a> {
    /// The call.
    pub call: Call<'a>,
    /// The activation.
    pub activation: &'static Activation,
    /// How many arguments come before its parameters: a function's input.
    before: usize,
}

impl<'a> Use<'a> {
    /// Every one of a program.
    #[must_use]
    pub fn all(syntax: &'a Syntax) -> Vec<Self> {
        syntax.calls().into_iter().filter_map(Self::of).collect()
    }

    /// A call, if it is one.
    #[must_use]
    pub fn of(call: Call<'a>) -> Option<Self> {
        let (path, name) = call.callee.rsplit_once('.')?;
        let activation = activation::find(name.trim_end_matches('_'))?;
        let before = match path {
            "torch.nn" if name == activation.name => 0,
            "torch" | "torch.nn.functional" if name != activation.name && activation.name != "PReLU" => 1,
            _ => return None,
        };
        Some(Self { call, activation, before })
    }

    /// Whether it makes a module.
    #[must_use]
    pub fn is_module(&self) -> bool {
        self.before == 0
    }

    /// What is given for a parameter.
    #[must_use]
    pub fn argument(&self, parameter: &str) -> Option<&'a Expr> {
        let index = parameters(self.activation).iter().position(|(name, _)| *name == parameter)?;
        self.call.node.arguments.find_argument_value(parameter, self.before + index)
    }

    /// Whether an argument is the only one.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.call.node.arguments.len() == self.before + 1
    }

    /// Whether an argument is given by its name.
    #[must_use]
    pub fn is_named(&self, argument: &Expr) -> bool {
        self.call.node.arguments.keywords.iter().any(|keyword| keyword.value.range() == argument.range())
    }

    /// The call as it is written, if it is short.
    #[must_use]
    pub fn quote(&self, script: &Script) -> Option<String> {
        let text = script.quote(self.call.node);
        (text.len() <= 60 && !text.contains('\n')).then(|| text.to_owned())
    }
}

impl Given {
    /// What a literal is.
    #[must_use]
    pub fn literal(expr: &Expr) -> Option<Self> {
        let flag = syntax::boolean(expr).map(Self::Flag);
        let number = || syntax::number(expr).map(Self::Number);
        flag.or_else(number).or_else(|| syntax::text(expr).map(|word| Self::Word(word.to_owned())))
    }

    /// An argument of an operation.
    #[must_use]
    pub fn attribute(value: &Value) -> Self {
        match value {
            Value::Bool(flag) => Self::Flag(*flag),
            Value::Int(value) => Self::Number(*value as f64),
            Value::Float(value) => Self::Number(*value),
            // The numbers that JSON does not have are words there.
            Value::Text(word) => word.parse().map_or_else(|_| Self::Word(word.clone()), Self::Number),
            Value::Ints(_) => Self::Word(String::new()),
        }
    }

    /// What an attribute of a module holds.
    #[must_use]
    pub fn setting(value: &serde_json::Value) -> Option<Self> {
        let flag = value.as_bool().map(Self::Flag);
        let number = || value.as_f64().map(Self::Number);
        flag.or_else(number).or_else(|| value.as_str().map(|word| Self::Word(word.to_owned())))
    }
}

/// The parameters of an activation's class, in their order.
#[must_use]
pub fn parameters(activation: &Activation) -> Vec<(&'static str, Kind)> {
    let kind = |default| match default {
        Default::Float(_) | Default::Required(_) => Kind::Number,
        Default::Int(_) if activation.name == "PReLU" => Kind::Count,
        Default::Int(_) | Default::Dimension => Kind::Dimension,
        Default::Text(_) => Kind::Word,
    };
    let own = activation.parameters.iter().map(|parameter| (parameter.name, kind(parameter.default)));
    own.chain(activation.has_inplace.then_some(("inplace", Kind::Flag))).collect()
}
