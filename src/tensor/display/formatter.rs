//! One format for all elements of a tensor, chosen by looking at them.

use super::{
    number::{fixed, scientific},
    options::PrintOptions,
};
use crate::tensor::{DType, Tensor};

/// Elements, ready to be looked at.
pub(super) enum Values {
    /// Of a floating point tensor.
    Floats(Vec<f64>),
    /// Of an integer tensor.
    Integers(Vec<i64>),
    /// Of a bool tensor.
    Bools(Vec<bool>),
}

impl Values {
    /// Reads all elements in row-major order.
    pub fn of(tensor: &Tensor) -> Self {
        match tensor.dtype() {
            DType::Bool => Self::Bools(tensor.to_vec()),
            dtype if dtype.is_floating_point() => Self::Floats(tensor.to_vec()),
            _ => Self::Integers(tensor.to_vec()),
        }
    }
}

enum Style {
    Integer,
    /// Floats that are all whole: `1.`
    Whole,
    Fixed(usize),
    Scientific(usize),
}

/// How to write each element, padded to a common width.
pub(super) struct Formatter {
    style: Style,
    width: usize,
}

impl Formatter {
    /// Looks at the elements at `shown`.
    pub fn new(values: &Values, shown: &[usize], options: &PrintOptions) -> Self {
        match values {
            Values::Bools(all) => Self::integers(shown.iter().map(|&place| bool_text(all[place]).len())),
            Values::Integers(all) => Self::integers(shown.iter().map(|&place| all[place].to_string().len())),
            Values::Floats(all) => {
                let telling = shown.iter().map(|&place| all[place]).filter(|x| x.is_finite() && *x != 0.0);
                Self::floats(&telling.collect::<Vec<_>>(), options)
            }
        }
    }

    fn integers(lengths: impl Iterator<Item = usize>) -> Self {
        Self { style: Style::Integer, width: lengths.max().unwrap_or(1).max(1) }
    }

    /// Zeros, infinities and NaN have no say in the width.
    fn floats(telling: &[f64], options: &PrintOptions) -> Self {
        let (smallest, largest) =
            telling.iter().fold((f64::INFINITY, 0.0_f64), |(low, high), x| (low.min(x.abs()), high.max(x.abs())));
        let wide = largest / smallest > 1000.0 || largest > 1e8 || smallest < 1e-4;
        let style = if telling.is_empty() {
            Style::Whole
        } else if options.scientific.unwrap_or(wide) {
            Style::Scientific(options.precision)
        } else if telling.iter().all(|x| x.fract() == 0.0) {
            Style::Whole
        } else {
            Style::Fixed(options.precision)
        };
        let mut formatter = Self { style, width: 1 };
        formatter.width = telling.iter().map(|&x| formatter.float(x).len()).max().unwrap_or(1);
        formatter
    }

    /// Columns that an element takes.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The element at a place.
    pub fn write(&self, values: &Values, place: usize) -> String {
        let text = match values {
            Values::Bools(all) => bool_text(all[place]).to_owned(),
            Values::Integers(all) => all[place].to_string(),
            Values::Floats(all) => self.float(all[place]),
        };
        format!("{text:>width$}", width = self.width)
    }

    fn float(&self, value: f64) -> String {
        match self.style {
            Style::Scientific(precision) => scientific(value, precision),
            Style::Fixed(precision) => fixed(value, precision),
            Style::Whole | Style::Integer if value.is_finite() => fixed(value, 0) + ".",
            Style::Whole | Style::Integer => fixed(value, 0),
        }
    }
}

const fn bool_text(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}
