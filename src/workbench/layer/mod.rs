//! The course's `CustomLinear` with what it is given: forward, backward, one cell unfolded, and what changes if.

use std::fmt::Write as _;

use super::{Function, NAME, cell::value};
use crate::{
    explain::{
        self, Selection,
        numbers::{bracketed, element, number, signed_sum},
    },
    guard::Notebook,
    python::CellResult,
    spanish::Unclear,
    view::{Align, Arithmetic, Document, NoteKind, Section, Table, Text},
};

/// A change of the layer, of which only what it changes is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Without its bias.
    NoBias,
    /// Without its activation.
    NoActivation,
    /// With its activation applied twice.
    Twice,
    /// With its activation applied to the input instead of the output.
    Before,
}

impl Change {
    /// The expression of the changed output, and what the change is called.
    fn of(self) -> (&'static str, &'static str) {
        match self {
            Self::NoBias => ("capa.activation(x @ capa.linear.weight.T)", "sin el sesgo"),
            Self::NoActivation => ("capa.linear(x)", "sin la activación"),
            Self::Twice => ("capa.activation(capa(x))", "con la activación aplicada dos veces"),
            Self::Before => ("capa.linear(capa.activation(x))", "con la activación antes de la parte lineal"),
        }
    }
}

/// A layer to look into.
pub struct Layer {
    /// The inputs, a row an example.
    pub input: Vec<Vec<f64>>,
    /// The weights, a row an output; without them, PyTorch's own under the seed.
    pub weights: Option<Vec<Vec<f64>>>,
    /// The biases.
    pub bias: Option<Vec<f64>>,
    /// How many outputs, where the weights do not tell.
    pub outputs: usize,
    /// The seed of PyTorch's own weights.
    pub seed: u64,
    /// The activation.
    pub activation: Function,
    /// Whether gradients are wanted.
    pub gradient: bool,
    /// The cell of the output to unfold.
    pub why: Option<(usize, usize)>,
    /// What to change.
    pub changes: Vec<Change>,
}

/// A matrix as Python writes it.
fn matrix(rows: &[Vec<f64>]) -> String {
    let row =
        |row: &Vec<f64>| format!("[{}]", row.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join(", "));
    format!("[{}]", rows.iter().map(row).collect::<Vec<_>>().join(", "))
}

/// Places of the values among the notebook's cells.
struct Places {
    forward: usize,
    facts: usize,
    changes: Vec<usize>,
    backward: Option<usize>,
}

impl Layer {
    /// Whether sizes fit each other.
    ///
    /// # Errors
    /// They do not: what does not fit what.
    pub fn check(&self) -> Result<(), Unclear> {
        let inputs = self.input.first().map_or(0, Vec::len);
        if inputs == 0 {
            return Err(Unclear::new("la entrada está vacía", "por ejemplo --entrada \"1 -2 0,5\""));
        }
        if let Some(row) = self.weights.as_ref().and_then(|rows| rows.iter().find(|row| row.len() != inputs)) {
            let message = format!("cada fila de pesos tiene {} números y la entrada tiene {inputs}", row.len());
            return Err(Unclear::new(message, "una fila de pesos por salida, con un número por entrada"));
        }
        let outputs = self.outputs();
        if let Some(bias) = self.bias.as_ref().filter(|bias| bias.len() != outputs) {
            let message = format!("hay {} sesgos y la capa tiene {outputs} salidas", bias.len());
            return Err(Unclear::new(message, "un sesgo por salida"));
        }
        match self.why {
            Some((row, column)) if row >= self.input.len() || column >= outputs => Err(Unclear::new(
                format!("la salida tiene forma ({}, {outputs}): no existe a[{row}, {column}]", self.input.len()),
                "los índices empiezan en 0",
            )),
            _ => Ok(()),
        }
    }

    fn outputs(&self) -> usize {
        self.weights.as_ref().map_or(self.outputs, Vec::len)
    }

    /// The program up to the layer and its input.
    fn head(&self) -> String {
        let kind = self.activation.activation.function;
        let other = match kind {
            "relu" | "sigmoid" => String::new(),
            _ => format!(
                "        elif activation_type == '{kind}':\n            self.act = {}\n",
                self.activation.module()
            ),
        };
        let mut source = CLASSES.replace("        else:\n", &(other + "        else:\n"));
        let (inputs, outputs) = (self.input[0].len(), self.outputs());
        // A string takes everything.
        let seed = self.seed;
        let _ = writeln!(source, "\ntorch.manual_seed({seed})");
        let _ = writeln!(source, "capa = CustomLinear({inputs}, {outputs}, activation='{kind}')");
        let mut given = String::new();
        if let Some(weights) = &self.weights {
            let _ = writeln!(given, "    capa.linear.weight.copy_(torch.tensor({}))", matrix(weights));
        }
        if let Some(bias) = &self.bias {
            let listed: Vec<String> = bias.iter().map(|value| format!("{value:?}")).collect();
            let _ = writeln!(given, "    capa.linear.bias.copy_(torch.tensor([{}]))", listed.join(", "));
        }
        if !given.is_empty() {
            source = source + "with torch.no_grad():\n" + &given;
        }
        source + &format!("x = torch.tensor({})\n", matrix(&self.input))
    }

    fn build(&self) -> (Notebook, Places) {
        let mut notebook = Notebook::new(NAME);
        notebook.code(self.head());
        let forward = notebook.traced("a = capa(x)");
        notebook.code("print(a)");
        let facts = notebook.value("[x, capa.linear.weight, capa.linear.bias, capa.linear(x), a]");
        let changes = self.changes.iter().map(|change| notebook.value(change.of().0)).collect();
        let backward = self.gradient.then(|| notebook.traced("perdida = a.sum()\nperdida.backward()"));
        if self.gradient {
            notebook.code("print(capa.linear.weight.grad)\nprint(capa.linear.bias.grad)");
        }
        (notebook, Places { forward, facts, changes, backward })
    }

    /// The notebook that computes it.
    #[must_use]
    pub fn notebook(&self) -> Notebook {
        self.build().0
    }

    /// What is said about it; none when something in the notebook failed.
    #[must_use]
    pub fn document(&self, results: &[CellResult]) -> Option<Document> {
        let places = self.build().1;
        let facts = Facts::read(results, places.facts)?;
        if let Some(cell) = self.why {
            return Some(self.unfolded(cell, &facts));
        }
        if !self.changes.is_empty() {
            return self.changed(results, &places, &facts);
        }
        let trace = |index: usize| results.get(index)?.record.as_ref();
        let mut document = explain::document(trace(places.forward)?, Selection::default());
        if let Some(record) = places.backward.and_then(trace) {
            let backward = explain::document(record, Selection::default());
            document = document.heading("De vuelta: los gradientes");
            document.blocks.extend(backward.blocks);
        }
        Some(document.note(NoteKind::Hint, self.onward()))
    }

    fn onward(&self) -> Text {
        let column = self.outputs() - 1;
        Text::new()
            .say("un número de la salida, pieza a pieza: ")
            .code(format!("antorcha capa … --porque 0,{column}"))
            .say("; qué pasa sin el sesgo: ")
            .code("antorcha capa … --sin-sesgo")
    }

    /// One cell of the output, down to products, sum, bias and activation.
    fn unfolded(&self, (row, column): (usize, usize), facts: &Facts) -> Document {
        let (x, w) = (&facts.x[row], &facts.w[column]);
        let names: Vec<String> = (0..x.len())
            .map(|k| format!("{}·{}", element("x", &[row, k]), element("W", &[column, k])))
            .chain([element("b", &[column])])
            .collect();
        let pairs: Vec<String> = x.iter().zip(w).map(|(x, w)| format!("{}·{}", bracketed(*x), bracketed(*w))).collect();
        let products: Vec<f64> = x.iter().zip(w).map(|(x, w)| x * w).chain([facts.b[column]]).collect();
        let (z, a) = (facts.z[row][column], facts.a[row][column]);
        let cell = [row, column];
        let sum = Arithmetic::new(element("z", &cell))
            .equals(names.join(" + "))
            .equals(format!("{} + {}", pairs.join(" + "), bracketed(facts.b[column])))
            .equals(signed_sum(&products))
            .about(number(z));
        let act = Arithmetic::new(element("a", &cell))
            .equals(format!("{}({})", self.activation.label(), element("z", &cell)))
            .equals(format!("{}({})", self.activation.label(), number(z)))
            .about(number(a));
        let mut table = Table::new().column("entrada", Align::Left);
        table = table.column("x", Align::Decimal).column("peso", Align::Decimal).column("aporta", Align::Decimal);
        for (k, (x, w)) in x.iter().zip(w).enumerate() {
            table = table.row([element("x", &[row, k]), number(*x), number(*w), number(x * w)]);
        }
        table = table.row(["sesgo".to_owned(), String::new(), String::new(), number(facts.b[column])]);
        let title = format!("¿Por qué {} vale {}?", element("a", &cell), number(a));
        Document::new()
            .heading(title)
            .with(table)
            .with(sum)
            .with(act)
            .say(Text::marked(&Self::verdict(&products, z, a)))
    }

    /// What weighs most in a cell.
    fn verdict(products: &[f64], z: f64, a: f64) -> String {
        let (inputs, _) = products.split_at(products.len() - 1);
        let largest = (0..inputs.len()).max_by(|&i, &j| inputs[i].abs().total_cmp(&inputs[j].abs())).unwrap_or(0);
        let weighs =
            format!("De las entradas, la que más aporta es la de la columna {largest}: {}.", number(inputs[largest]));
        let end = if (z - a).abs() < f64::EPSILON {
            "La activación lo deja como está.".to_owned()
        } else if a == 0.0 {
            format!("La activación lo apaga: de {} pasa a 0.", number(z))
        } else {
            format!("La activación lo lleva de {} a {}.", number(z), number(a))
        };
        format!("{weighs} {end}")
    }

    /// What each change changes, and nothing else.
    fn changed(&self, results: &[CellResult], places: &Places, facts: &Facts) -> Option<Document> {
        let mut document = Document::new();
        for (change, &place) in self.changes.iter().zip(&places.changes) {
            let title = format!("La capa {}", change.of().1);
            let Some(value) = value(results, place) else {
                let message = results.get(place)?.error.as_ref().map(|error| error.message.clone()).unwrap_or_default();
                let text = Text::new().say("no se puede calcular: ").code(message);
                document = document.heading(title).note(NoteKind::Warning, text);
                continue;
            };
            let after = grid(&value.numbers()?)?;
            document = document.with(Section { title: title.into(), body: vec![difference(&facts.a, &after)] });
        }
        Some(document)
    }
}

/// The cells that differ, before and after.
fn difference(before: &[Vec<f64>], after: &[Vec<f64>]) -> crate::view::Block {
    let mut table = Table::new().column("", Align::Left).column("antes", Align::Decimal);
    table = table.column("ahora", Align::Decimal).column("cambia", Align::Decimal);
    let mut rows = 0;
    for (row, (old, new)) in before.iter().zip(after).enumerate() {
        for (column, (old, new)) in old.iter().zip(new).enumerate().filter(|(_, (old, new))| old != new) {
            rows += 1;
            table = table.row([element("a", &[row, column]), number(*old), number(*new), number(new - old)]);
        }
    }
    match rows {
        0 => crate::view::Block::Paragraph(Text::marked("No cambia **nada** en la salida con esta entrada.")),
        _ => table.into(),
    }
}

/// The numbers of a layer.
struct Facts {
    x: Vec<Vec<f64>>,
    w: Vec<Vec<f64>>,
    b: Vec<f64>,
    z: Vec<Vec<f64>>,
    a: Vec<Vec<f64>>,
}

impl Facts {
    fn read(results: &[CellResult], place: usize) -> Option<Self> {
        let crate::python::Value::List(items) = value(results, place)? else { return None };
        let numbers: Vec<_> = items.iter().map(crate::python::Value::numbers).collect::<Option<_>>()?;
        let [input, weight, (_, bias), linear, output] = &numbers[..] else { return None };
        Some(Self { x: grid(input)?, w: grid(weight)?, b: bias.clone(), z: grid(linear)?, a: grid(output)? })
    }
}

/// The rows of a matrix.
fn grid((shape, values): &(Vec<usize>, Vec<f64>)) -> Option<Vec<Vec<f64>>> {
    let [_, columns] = shape[..] else { return None };
    Some(values.chunks(columns.max(1)).map(<[f64]>::to_vec).collect())
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
