//! The program that makes the layer, and what is asked of it.

use super::Layer;
use crate::{guard::Notebook, workbench::NAME};

/// Places of the values among the notebook's cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// The traced pass forward.
    pub forward: usize,
    /// `[x, W, b, z, a]`
    pub facts: usize,
    /// The changed outputs.
    pub changes: Vec<usize>,
    /// The traced pass backward.
    pub backward: Option<usize>,
    /// `[∂W, ∂b]`
    pub gradients: Option<usize>,
}

impl Layer {
    /// The notebook that computes it.
    #[must_use]
    pub fn notebook(&self) -> Notebook {
        self.build().0
    }

    /// Where its values are.
    pub(super) fn places(&self) -> Places {
        self.build().1
    }

    fn build(&self) -> (Notebook, Places) {
        let mut notebook = Notebook::new(NAME);
        notebook.code(format!("{}\n{}{}{}", self.classes(), self.layer(), self.given(), self.input()));
        let forward = notebook.traced("a = capa(x)");
        notebook.code("print(a)");
        let facts = notebook.value("[x, capa.linear.weight, capa.linear.bias, capa.linear(x), a]");
        let changes = self.changes.iter().map(|change| notebook.value(change.expression())).collect();
        let mut places = Places { forward, facts, changes, ..Places::default() };
        if self.gradient {
            places.backward = Some(notebook.traced("perdida = a.sum()\nperdida.backward()"));
            notebook.code("print(capa.linear.weight.grad)\nprint(capa.linear.bias.grad)");
            places.gradients = Some(notebook.value("[capa.linear.weight.grad, capa.linear.bias.grad]"));
        }
        (notebook, places)
    }

    /// The course's own classes, which learn to know the activation where they do not.
    fn classes(&self) -> String {
        let kind = self.activation.activation.function;
        if ["relu", "sigmoid"].contains(&kind) {
            return CLASSES.to_owned();
        }
        let module = self.activation.module();
        let other = format!("        elif activation_type == '{kind}':\n            self.act = {module}\n");
        CLASSES.replace("        else:\n", &(other + "        else:\n"))
    }

    fn layer(&self) -> String {
        let (inputs, outputs, seed) = (self.inputs(), self.outputs(), self.seed);
        let kind = self.activation.activation.function;
        format!("torch.manual_seed({seed})\ncapa = CustomLinear({inputs}, {outputs}, activation='{kind}')\n")
    }

    /// The weights and biases that are given.
    fn given(&self) -> String {
        let set = |name: &str, listed: String| format!("    capa.linear.{name}.copy_(torch.tensor({listed}))\n");
        let weights = self.weights.as_ref().map(|weights| set("weight", matrix(weights)));
        let bias = self.bias.as_ref().map(|bias| set("bias", list(bias)));
        let given: String = weights.into_iter().chain(bias).collect();
        if given.is_empty() { given } else { format!("with torch.no_grad():\n{given}") }
    }

    fn input(&self) -> String {
        format!("x = torch.tensor({})\n", matrix(&self.input))
    }
}

/// Numbers as Python writes them.
fn list(values: &[f64]) -> String {
    format!("[{}]", values.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join(", "))
}

/// A matrix as Python writes it.
fn matrix(rows: &[Vec<f64>]) -> String {
    format!("[{}]", rows.iter().map(|row| list(row)).collect::<Vec<_>>().join(", "))
}

/// The course's own classes.
const CLASSES: &str = "\
import torch
import torch.nn as nn

class Activation(nn.Module):
    def __init__(self, activation_type='relu'):
        super(Activation, self).__init__()
        if activation_type == 'relu':
            self.act = nn.ReLU()
        elif activation_type == 'sigmoid':
            self.act = nn.Sigmoid()
        else:
            raise ValueError(\"Unsupported activation type\")

    def forward(self, x):
        return self.act(x)

class CustomLinear(nn.Module):
    def __init__(self, input_dim, output_dim, activation='relu'):
        super(CustomLinear, self).__init__()
        self.linear = nn.Linear(input_dim, output_dim)
        self.activation = Activation(activation)

    def forward(self, x):
        out = self.linear(x)
        return self.activation(out)
";
