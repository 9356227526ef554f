//! One small network trained with several activations, everything else being equal.

mod data;
mod page;
mod program;
mod report;
mod stretch;

use std::fmt::Write as _;

pub use data::Data;
pub use report::{Boundary, Report, Trained};
pub use stretch::Advance;

use super::Function;
use crate::spanish::{Unclear, fold};

/// What is trained.
pub struct Model {
    /// The activations of the hidden layers.
    pub activations: Vec<Hidden>,
    /// The data.
    pub data: Data,
    /// Passes over the data.
    pub epochs: u32,
    /// The seed of data and weights.
    pub seed: u64,
    /// Sizes of the hidden layers.
    pub layers: Vec<usize>,
}

/// What stands between two linear layers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// As in `leaky_relu(0.2)`, or `ninguna`.
    pub label: String,
    /// As in `nn.LeakyReLU(negative_slope=0.2)`.
    pub module: String,
}

impl Hidden {
    /// Reads activations with commas or blanks between them; `ninguna` is none at all.
    ///
    /// # Errors
    /// One is not known.
    pub fn parse_all(typed: &str) -> Result<Vec<Self>, Unclear> {
        let mut all: Vec<Self> = Vec::new();
        for name in split(typed) {
            let hidden = Self::parse(&name)?;
            if !all.contains(&hidden) {
                all.push(hidden);
            }
        }
        if all.is_empty() {
            return Err(Unclear::new("no has escrito ninguna activación", "por ejemplo --activaciones relu,tanh"));
        }
        Ok(all)
    }

    fn parse(name: &str) -> Result<Self, Unclear> {
        if ["ninguna", "identity", "identidad", "nn.identity", "nn.identity()"].contains(&fold(name).as_str()) {
            return Ok(Self { label: "ninguna".to_owned(), module: "nn.Identity()".to_owned() });
        }
        let function = Function::parse(name)?;
        if !function.is_curve() {
            let message =
                format!("«{}» no va en las capas ocultas: reparte un total entre varias salidas", name.trim());
            return Err(Unclear::new(message, "elige una que trabaje con cada número por separado, como relu o tanh"));
        }
        Ok(Self { label: function.label(), module: function.module() })
    }
}

/// The names in a list; what stands in parentheses stays together.
fn split(typed: &str) -> Vec<String> {
    let (mut names, mut name, mut depth) = (Vec::new(), String::new(), 0_i32);
    for c in typed.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if depth == 0 && (c == ',' || c.is_whitespace()) {
            names.push(std::mem::take(&mut name));
        } else {
            // A char always fits into a string.
            let _ = name.write_char(c);
        }
    }
    names.push(name);
    names.retain(|name| !name.trim().is_empty());
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_activations() {
        let labels = |typed: &str| -> Vec<String> {
            Hidden::parse_all(typed).map(|all| all.into_iter().map(|hidden| hidden.label).collect()).unwrap_or_default()
        };
        assert_eq!(labels("relu,tanh"), ["relu", "tanh"]);
        assert_eq!(labels("Ninguna softplus(2, 10) relu relu"), ["ninguna", "softplus(2, 10)", "relu"]);
        assert!(labels("softmax").is_empty() && labels("").is_empty() && labels("rellu").is_empty());
    }
}
