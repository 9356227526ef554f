//! Several activations over the same inputs: values, derivatives, where each is flat, curves.

mod compared;
mod page;
mod program;

pub use compared::{Compared, Curve};

use super::{Axis, Function};

/// Which parts of a comparison are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Only the tables.
    pub tables: bool,
    /// Only the plots.
    pub plots: bool,
    /// The derivative instead of the values.
    pub derivative: bool,
}

/// What is compared.
pub struct Comparison {
    /// The functions, in the order in which they were asked for.
    pub functions: Vec<Function>,
    /// The inputs.
    pub axis: Axis,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::Screen;

    fn compared(functions: &[&str], axis: &str) -> (Comparison, Compared) {
        let functions = functions.iter().map(|typed| Function::parse(typed).expect("a function")).collect();
        let comparison = Comparison { functions, axis: Axis::parse(axis).expect("an axis") };
        let results = comparison.notebook().run_here();
        let compared = comparison.read(&results).unwrap_or_else(|| unreachable!("{results:?}"));
        (comparison, compared)
    }

    #[test]
    fn numbers_are_those_of_pytorch() {
        let (_, compared) = compared(&["relu", "leaky_relu(0.2)", "sigmoid"], "-2 0 2");
        assert_eq!(compared.x, [-2.0, 0.0, 2.0]);
        assert_eq!(compared.curves[0].values, [0.0, 0.0, 2.0]);
        assert_eq!(compared.curves[0].derivatives, [0.0, 0.0, 1.0]);
        assert_eq!(compared.curves[0].marks, ["apagada", "apagada", ""]);
        assert_eq!(compared.curves[1].derivatives, [0.2, 0.2, 1.0].map(|slope: f64| f64::from(slope as f32)));
        assert!((compared.curves[2].values[2] - 0.880_797_1).abs() < 1e-6);
        assert_eq!(compared.curves[2].curve.len(), 121);
        assert!(compared.curves.iter().all(|curve| curve.same));
    }

    #[test]
    fn every_activation_can_be_compared() {
        let names: Vec<&str> = crate::nn::activation::ACTIVATIONS
            .iter()
            .map(|activation| activation.function)
            .filter(|name| !["glu", "softmax2d", "threshold"].contains(name))
            .chain(["threshold(0.5, 0)"])
            .collect();
        let (comparison, compared) = compared(&names, "-3:3:7");
        assert!(compared.curves.iter().all(|curve| curve.same), "{:?}", compared.curves);
        let document = comparison.document(&compared, Parts::default());
        assert!(document.blocks.len() > 4);
        let softmax = compared.curves.iter().find(|curve| curve.name == "softmax").expect("it is there");
        assert!(softmax.derivatives.is_empty() && softmax.curve.is_empty(), "a softmax has no curve of one variable");
    }

    #[test]
    fn flat_places_have_their_word() {
        let (_, compared) = compared(&["sigmoid", "gelu", "hardtanh"], "-8 -0.7518 0 8");
        assert_eq!(compared.curves[0].marks, ["saturada", "", "", "saturada"]);
        assert_eq!(compared.curves[1].marks, ["saturada", "saturada", "", ""]);
        assert_eq!(compared.curves[2].marks, ["saturada", "", "", "saturada"]);
    }

    #[test]
    fn four_functions_fit_eighty_columns() {
        let functions = ["sigmoid", "tanh", "leaky_relu(0.2)", "hardtanh(-2, 2)"];
        let (comparison, compared) = compared(&functions, "-10.5 -5 0 5 10");
        let shown = Screen { width: 80, color: false, ascii: false, accessible: false }
            .render(&comparison.document(&compared, Parts { tables: true, ..Parts::default() }));
        let headed = |line: &&str| line.contains("sigmoid") && line.contains("hardtanh(-2, 2)");
        assert_eq!(shown.lines().filter(headed).count(), 2, "{shown}");
    }
}
