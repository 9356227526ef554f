//! The numbers of a card: what PyTorch code gives for the values, the derivative and the example.

use serde::Serialize;

use super::Card;
use crate::{
    guard::{self, Limits, Notebook},
    python::{CellResult, Value},
};

/// Points of a curve: a power of two steps, so that 0 is met exactly.
const STEPS: usize = 129;

/// What running a card's code gave.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Measured {
    /// The input.
    pub x: Vec<f64>,
    /// The output.
    pub y: Vec<f64>,
    /// The derivative at each input; of those along a dimension, that of the first output.
    #[serde(rename = "derivada")]
    pub derivative: Vec<f64>,
    /// The curve: x, f(x), f′(x). Empty for those along a dimension.
    #[serde(rename = "curva")]
    pub curve: Vec<(f64, f64, f64)>,
    /// What the example prints.
    #[serde(rename = "salida")]
    pub output: String,
}

/// What went wrong with a card's code.
#[derive(Debug)]
pub enum CardFailure {
    /// It could not be started.
    NotStarted(guard::Failure),
    /// It raised, or gave no numbers.
    Wrong(String),
}

impl Card {
    /// The program behind the numbers, with the example below it.
    #[must_use]
    pub fn program(&self) -> String {
        self.notebook().program()
    }

    /// Runs the program.
    ///
    /// # Errors
    /// It cannot be started, or it is wrong.
    pub fn measure(&self) -> Result<Measured, CardFailure> {
        let (results, _) = self.notebook().run(|_, _| ()).map_err(CardFailure::NotStarted)?;
        Measured::of(&results).map_err(CardFailure::Wrong)
    }

    /// The program, and the questions about it.
    pub(super) fn notebook(&self) -> Notebook {
        let mut notebook = Notebook::new(format!("ficha-{}.py", self.id()));
        notebook.limits = Limits::default();
        notebook.code(if self.is_elementwise() { self.by_element() } else { self.by_dimension() });
        for values in ["x.flatten()", "y.flatten()", "x.grad.flatten()"] {
            notebook.value(values);
        }
        if self.is_elementwise() {
            notebook.value("torch.stack([curva, altura, curva.grad])");
        }
        notebook.code(&self.example);
        notebook
    }

    fn by_element(&self) -> String {
        let (points, make) = (self.points(), self.make());
        let (from, to) = self.front.curve.unwrap_or((-4.0, 4.0));
        format!(
            "import torch\nimport torch.nn as nn\n\nf = {make}\n\n\
             x = torch.tensor({points:?}, requires_grad=True)\ny = f(x)\ny.sum().backward()\nprint(y)\nprint(x.grad)\n\n\
             curva = torch.linspace({from:?}, {to:?}, {STEPS}, requires_grad=True)\n\
             altura = f(curva)\naltura.sum().backward()\n"
        )
    }

    fn by_dimension(&self) -> String {
        let make = self.make();
        let input = self.front.input.as_deref().unwrap_or("[1.0, 2.0, 3.0]");
        format!(
            "import torch\nimport torch.nn as nn\n\nf = {make}\n\n\
             x = torch.tensor({input}, requires_grad=True)\ny = f(x)\ny.flatten()[0].backward()\n\
             print(y)\nprint(x.grad)\n"
        )
    }
}

impl Measured {
    /// Reads the answers.
    pub(super) fn of(results: &[CellResult]) -> Result<Self, String> {
        if let Some(error) = results.iter().find_map(|result| result.error.as_ref()) {
            return Err(error.to_string());
        }
        let numbers = |place: usize| {
            let value = results.get(place).and_then(|result| result.value.as_ref());
            value.and_then(Value::numbers).map(|(_, numbers)| numbers)
        };
        let (Some(x), Some(y), Some(derivative)) = (numbers(1), numbers(2), numbers(3)) else {
            return Err("no ha dado números".to_owned());
        };
        let curve = numbers(4).unwrap_or_default();
        let points = curve.len() / 3;
        let curve = (0..points).map(|i| (curve[i], curve[points + i], curve[2 * points + i])).collect();
        let output = results.last().map(|result| result.stdout.clone()).unwrap_or_default();
        Ok(Self { x, y, derivative, curve, output })
    }
}
