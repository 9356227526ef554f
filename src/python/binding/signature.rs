//! PyTorch's signatures as text, parsed: `sum(Tensor input, int[1]? dim=None, bool keepdim=False)`.

use std::fmt;

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A tensor.
    Tensor,
    /// A tensor, or a Python number that becomes one (`torch.add(x, 2)`).
    Operand,
    /// A list or tuple of tensors.
    Tensors,
    /// A Python number, or a tensor with one element.
    Scalar,
    /// An integer.
    Int,
    /// A float or an integer.
    Float,
    /// `True` or `False`.
    Bool,
    /// Several integers; with a single one in its place if the flag is set (`int[1]`).
    Ints(bool),
    /// A `torch.dtype`.
    DType,
    /// A string.
    Text,
    /// A `torch.Generator`.
    Generator,
    /// Where tensors live; only the CPU exists.
    Device,
    /// Anything, taken as it is.
    Object,
}

impl Kind {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "Tensor" => Self::Tensor,
            "Operand" => Self::Operand,
            "Tensor[]" => Self::Tensors,
            "Scalar" => Self::Scalar,
            "int" => Self::Int,
            "float" => Self::Float,
            "bool" => Self::Bool,
            "int[]" => Self::Ints(false),
            "int[1]" => Self::Ints(true),
            "dtype" => Self::DType,
            "str" => Self::Text,
            "Generator" => Self::Generator,
            "Device" => Self::Device,
            "object" => Self::Object,
            _ => return None,
        })
    }
}

impl fmt::Display for Kind {
    /// The name in PyTorch's errors.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tensor | Self::Operand => "Tensor",
            Self::Tensors => "tuple of Tensors",
            Self::Scalar => "Number",
            Self::Int => "int",
            Self::Float => "float",
            Self::Bool => "bool",
            Self::Ints(_) => "tuple of ints",
            Self::DType => "torch.dtype",
            Self::Text => "str",
            Self::Generator => "torch.Generator",
            Self::Device => "torch.device",
            Self::Object => "object",
        })
    }
}

/// One parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in Python.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Whether `None` may be given.
    pub nullable: bool,
    /// The default as Python writes it; `None` when it must be given.
    pub default: Option<&'static str>,
    /// Whether it stands after `*`.
    pub keyword_only: bool,
}

impl Parameter {
    /// Names that NumPy's users write instead.
    #[must_use]
    pub fn aliases(&self) -> &'static [&'static str] {
        match self.name {
            "dim" => &["axis"],
            "keepdim" => &["keepdims"],
            "input" => &["x", "a", "x1"],
            "other" => &["x2"],
            _ => &[],
        }
    }
}

/// A function's name and parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The name in Python.
    pub name: &'static str,
    /// In order; those that stand after `*` last.
    pub parameters: Vec<Parameter>,
}

impl Signature {
    /// Reads PyTorch's notation. `None` when the text does not follow it: a mistake in a table, which
    /// a test over all tables finds.
    #[must_use]
    pub fn parse(text: &'static str) -> Option<Self> {
        let (name, rest) = text.split_once('(')?;
        let list = rest.strip_suffix(')')?;
        let mut parameters = Vec::new();
        let mut keyword_only = false;
        for part in split_list(list) {
            if part == "*" {
                keyword_only = true;
            } else {
                parameters.push(parameter(part, keyword_only)?);
            }
        }
        Some(Self { name, parameters })
    }

    /// Whether the integers may be given one by one: `x.view(2, 3)`.
    #[must_use]
    pub fn takes_loose_ints(&self, skip: usize) -> bool {
        let mut positional = self.parameters.iter().skip(skip).filter(|parameter| !parameter.keyword_only);
        matches!((positional.next().map(|first| first.kind), positional.next()), (Some(Kind::Ints(_)), None))
    }
}

/// Splits at commas outside brackets: defaults may be tuples.
fn split_list(list: &'static str) -> impl Iterator<Item = &'static str> {
    let mut depth = 0;
    list.split(move |c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    })
    .map(str::trim)
    .filter(|part| !part.is_empty())
}

fn parameter(text: &'static str, keyword_only: bool) -> Option<Parameter> {
    let (kind, rest) = text.split_once(' ')?;
    let (name, default) = rest.split_once('=').map_or((rest, None), |(name, default)| (name, Some(default)));
    let nullable = kind.ends_with('?');
    let kind = Kind::parse(kind.trim_end_matches('?'))?;
    Some(Parameter { name, kind, nullable, default, keyword_only })
}

impl fmt::Display for Signature {
    /// As PyTorch lists it among the ones it expected: `(tuple of ints dim, bool keepdim = False)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        let mut starred = false;
        for (index, parameter) in self.parameters.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            if parameter.keyword_only && !starred {
                f.write_str("*, ")?;
                starred = true;
            }
            write!(f, "{} {}", parameter.kind, parameter.name)?;
            if let Some(default) = parameter.default {
                write!(f, " = {default}")?;
            }
        }
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pytorch_notation_is_read() {
        let text = "sum(Tensor input, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None)";
        let signature = Signature::parse(text).expect("well formed");
        assert_eq!(signature.name, "sum");
        let kinds: Vec<_> = signature.parameters.iter().map(|p| (p.name, p.kind, p.nullable, p.keyword_only)).collect();
        assert_eq!(
            kinds,
            [
                ("input", Kind::Tensor, false, false),
                ("dim", Kind::Ints(true), true, false),
                ("keepdim", Kind::Bool, false, false),
                ("dtype", Kind::DType, true, true)
            ]
        );
        let shown = "(Tensor input, tuple of ints dim = None, bool keepdim = False, *, torch.dtype dtype = None)";
        assert_eq!(signature.to_string(), shown);
        assert_eq!(Signature::parse("sum(Tensro input)"), None);
    }

    #[test]
    fn loose_integers_are_for_a_single_list() {
        let loose = |text| Signature::parse(text).expect("well formed").takes_loose_ints(1);
        assert!(loose("view(Tensor self, int[] size)"));
        assert!(loose("expand(Tensor self, int[] size, *, bool implicit=False)"));
        assert!(!loose("sum(Tensor input, int[1] dim, bool keepdim=False)"));
    }
}
