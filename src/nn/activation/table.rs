//! The table of PyTorch's activations: names, parameters, facts and formulas in one entry each.

use std::fmt;

use super::{Place, entries};
use crate::tensor::{Attribute, Result, Tensor};

/// Every activation module of PyTorch that is a function of one tensor, in its documentation's order.
pub static ACTIVATIONS: &[&Activation] = entries::ALL;

/// One activation.
pub struct Activation {
    /// The class in `torch.nn`: `LeakyReLU`.
    pub name: &'static str,
    /// The function in `torch.nn.functional`: `leaky_relu`.
    pub function: &'static str,
    /// Other names of the same function: `torch.relu`, `Tensor.relu_`.
    pub twins: &'static [&'static str],
    /// Parameters of the class, but for `inplace`.
    pub parameters: &'static [Parameter],
    /// Whether the class takes `inplace`.
    pub has_inplace: bool,
    /// What an output element depends on.
    pub scope: Scope,
    /// The smallest and the largest value, under the default parameters.
    pub range: (Bound, Bound),
    /// Whether it never falls, or never rises.
    pub monotone: bool,
    /// Whether f(−x) = −f(x), so that outputs lie around zero.
    pub odd: bool,
    /// Where the derivative goes to zero.
    pub saturates: Sides,
    /// Where it has no derivative, under the default parameters.
    pub kinks: &'static [f64],
    /// The formula.
    pub formula: &'static str,
    /// The derivative.
    pub derivative: &'static str,
    /// What computes it.
    pub(super) compute: fn(&Tensor, &Arguments<'_>, Place) -> Result<Tensor>,
}

impl fmt::Debug for Activation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// What an output element depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One input element alone.
    Element,
    /// The elements beside it along a dimension: range aside, the facts do not speak of these.
    Dimension,
}

/// A parameter of an activation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// PyTorch's name.
    pub name: &'static str,
    /// Its default, which also tells the type.
    pub default: Default,
}

/// A default value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Default {
    /// A float.
    Float(f64),
    /// A float that must be given; a sound choice.
    Required(f64),
    /// An integer.
    Int(i64),
    /// A dimension that PyTorch chooses, with a warning, when none is given.
    Dimension,
    /// A word.
    Text(&'static str),
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// −∞ or +∞
    Unbounded,
    /// Approached, never reached.
    Open(f64),
    /// Reached.
    Closed(f64),
}

/// Sides of the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// Neither.
    Neither,
    /// Towards −∞.
    Left,
    /// Towards +∞.
    Right,
    /// Both.
    Both,
}

impl Activation {
    /// Applies it to `x`, with the defaults for what `arguments` does not name.
    ///
    /// # Errors
    /// PyTorch's.
    pub fn run(&self, x: &Tensor, arguments: &[(&str, Attribute)]) -> Result<Tensor> {
        (self.compute)(x, &self.arguments(arguments), Place::New)
    }

    /// The same, over `x` itself.
    ///
    /// # Errors
    /// PyTorch's.
    pub fn run_(&self, x: &Tensor, arguments: &[(&str, Attribute)]) -> Result<Tensor> {
        (self.compute)(x, &self.arguments(arguments), Place::Same)
    }

    /// Whether the range is finite on both sides.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        self.range.0 != Bound::Unbounded && self.range.1 != Bound::Unbounded
    }

    const fn arguments<'a>(&'a self, given: &'a [(&'a str, Attribute)]) -> Arguments<'a> {
        Arguments { parameters: self.parameters, given }
    }
}

/// The activation with this class or function name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Activation> {
    ACTIVATIONS.iter().copied().find(|activation| activation.name == name || activation.function == name)
}

/// Values of an activation's parameters: given ones before defaults.
pub struct Arguments<'a> {
    parameters: &'a [Parameter],
    given: &'a [(&'a str, Attribute)],
}

impl Arguments<'_> {
    fn given(&self, name: &str) -> Option<&Attribute> {
        self.given.iter().find(|(given, _)| *given == name).map(|(_, value)| value)
    }

    fn default(&self, name: &str) -> Option<Default> {
        self.parameters.iter().find(|parameter| parameter.name == name).map(|parameter| parameter.default)
    }

    /// A number.
    #[must_use]
    pub fn float(&self, name: &str) -> f64 {
        match (self.given(name), self.default(name)) {
            (Some(Attribute::Float(value)), _) => *value,
            (Some(Attribute::Int(value)), _) => *value as f64,
            (Some(Attribute::Bool(value)), _) => f64::from(u8::from(*value)),
            (_, Some(Default::Float(value) | Default::Required(value))) => value,
            (_, Some(Default::Int(value))) => value as f64,
            _ => 0.0,
        }
    }

    /// An integer: a count or a dimension.
    #[must_use]
    pub fn int(&self, name: &str) -> Option<i64> {
        match (self.given(name), self.default(name)) {
            (Some(Attribute::Int(value)), _) => Some(*value),
            (_, Some(Default::Int(value))) => Some(value),
            _ => None,
        }
    }

    /// A word.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        match (self.given(name), self.default(name)) {
            (Some(Attribute::Text(word)), _) => word,
            (_, Some(Default::Text(word))) => word,
            _ => "",
        }
    }
}
