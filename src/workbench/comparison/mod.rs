//! Several activations over the same inputs: values, derivatives, where each is flat, curves.

use serde::Serialize;

use super::{Axis, Function, NAME, cell::numbers_of, cell::value};
use crate::{
    explain::numbers::number,
    guard::Notebook,
    nn::activation::Sides,
    python::{CellResult, Value},
    trace::numbers,
    view::{Align, Document, Plot, Section, Table, Text},
};

/// Below this slope hardly anything is learnt.
const FLAT: f64 = 0.01;

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

/// What came of a comparison; also `--formato json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// The inputs.
    #[serde(with = "numbers")]
    pub x: Vec<f64>,
    /// The functions.
    #[serde(rename = "funciones")]
    pub curves: Vec<Curve>,
}

/// One function over the inputs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Curve {
    /// As in `leaky_relu(0.2)`.
    #[serde(rename = "nombre")]
    pub name: String,
    /// As in `nn.LeakyReLU(negative_slope=0.2)`.
    #[serde(rename = "modulo")]
    pub module: String,
    /// As in `F.leaky_relu(x, negative_slope=0.2)`.
    #[serde(rename = "funcion")]
    pub call: String,
    /// Whether both gave the same bits.
    #[serde(rename = "iguales")]
    pub same: bool,
    /// f(x)
    #[serde(rename = "valores", with = "numbers")]
    pub values: Vec<f64>,
    /// f′(x); empty where an output depends on several inputs.
    #[serde(rename = "derivadas", with = "numbers")]
    pub derivatives: Vec<f64>,
    /// For each input, `apagada`, `saturada`, `plana` or nothing.
    #[serde(rename = "marcas")]
    pub marks: Vec<&'static str>,
    /// f over a dense grid.
    #[serde(skip)]
    dense: Vec<f64>,
    /// f′ over it.
    #[serde(skip)]
    dense_derivatives: Vec<f64>,
}

/// The loop that every comparison runs.
const LOOP: &str = "\
valores, derivadas = {}, {}
for nombre, f in funciones.items():
    t = x.clone().requires_grad_()
    y = f(t)
    y.sum().backward()
    valores[nombre] = y.detach()
    derivadas[nombre] = t.grad
    print(nombre, valores[nombre], derivadas[nombre], sep='\\n')
";

impl Comparison {
    /// The notebook that computes it.
    #[must_use]
    pub fn notebook(&self) -> Notebook {
        let mut notebook = Notebook::new(NAME);
        notebook.code(format!("{}\n{LOOP}", self.head()));
        notebook.value("x");
        notebook.value("valores");
        notebook.value("derivadas");
        let dense = self.axis.dense();
        notebook.value(dense.clone());
        notebook.value(format!("{{n: f({dense}).detach() for n, f in funciones.items()}}"));
        let slope = "torch.autograd.grad(f(u).sum(), u)[0]";
        notebook.value(format!("{{n: (lambda u: {slope})({dense}.requires_grad_()) for n, f in funciones.items()}}"));
        let same = |function: &Function| {
            let label = function.label();
            format!("torch.equal(funciones[{label:?}](x), {})", function.call("x"))
        };
        let same: Vec<String> = self.functions.iter().map(same).collect();
        notebook.value(format!("[{}]", same.join(", ")));
        notebook
    }

    fn head(&self) -> String {
        let entry = |function: &Function| format!("    {:?}: {},\n", function.label(), function.module());
        let entries: String = self.functions.iter().map(entry).collect();
        format!(
            "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n\nx = {}\nfunciones = {{\n{entries}}}\n",
            self.axis.source
        )
    }

    /// Reads what came of the notebook; none when something in it failed.
    #[must_use]
    pub fn read(&self, results: &[CellResult]) -> Option<(Compared, Vec<f64>)> {
        let numbers = |index| value(results, index)?.numbers().map(|(_, values)| values);
        let dictionary = |index| value(results, index);
        let Some(Value::List(same)) = value(results, 7) else { return None };
        let x = numbers(1)?;
        let curve = |(index, function): (usize, &Function)| {
            let name = function.label();
            let of = |index| numbers_of(dictionary(index)?, &name);
            let (values, derivatives) = (of(2)?, of(3)?);
            let curve = function.is_curve();
            let points = x.iter().zip(values.iter().zip(&derivatives));
            let marks = points.map(|(&x, (&value, &slope))| function.mark(x, value, slope)).collect();
            Some(Curve {
                module: function.module(),
                call: function.call("x"),
                same: same.get(index) == Some(&Value::Bool(true)),
                marks: if curve { marks } else { Vec::new() },
                derivatives: if curve { derivatives } else { Vec::new() },
                dense: if curve { of(5)? } else { Vec::new() },
                dense_derivatives: if curve { of(6)? } else { Vec::new() },
                values,
                name,
            })
        };
        let curves = self.functions.iter().enumerate().map(curve).collect::<Option<_>>()?;
        Some((Compared { x: x.clone(), curves }, numbers(4)?))
    }

    /// What is said about it; `dense` is the grid of the curves.
    #[must_use]
    pub fn document(&self, compared: &Compared, dense: &[f64], parts: Parts) -> Document {
        let all = !parts.tables && !parts.plots;
        let mut document = Document::new();
        if all && !parts.derivative {
            document = document.with(section("Módulo y función", names(compared)));
        }
        if all || parts.tables {
            if !parts.derivative {
                document = document.with(section("Valores", compared.table(|curve| (&curve.values, None))));
            }
            if compared.curves.iter().any(|curve| !curve.derivatives.is_empty()) {
                let table = compared.table(|curve| (&curve.derivatives, Some(&curve.marks)));
                document = document.with(section("Derivadas", table));
            }
        }
        if all || parts.plots {
            document = compared.plots(document, dense, parts.derivative);
        }
        if all { self.remarks(document) } else { document }
    }

    /// What each of them does, in a sentence; and where to go on.
    fn remarks(&self, document: Document) -> Document {
        let cards = self.functions.iter().map(|function| format!("antorcha ficha {}", function.activation.function));
        let cards: Vec<String> = cards.collect();
        document
            .list(false, self.functions.iter().map(|function| Text::marked(&function.remark())))
            .entries([("Saber más:", Text::new().code(cards.first().cloned().unwrap_or_default()))])
            .entries([("El programa:", Text::new().code("… --codigo"))])
    }
}

fn section(title: &str, table: Table) -> Section {
    Section { title: title.into(), body: vec![table.into()] }
}

/// How each is written, and that both ways give the same.
fn names(compared: &Compared) -> Table {
    let table = Table::new()
        .column("", Align::Left)
        .column("módulo", Align::Left)
        .column("función", Align::Left)
        .column("¿iguales?", Align::Left);
    compared.curves.iter().fold(table, |table, curve| {
        let same = Text::from(if curve.same { "sí" } else { "no" });
        table.row([Text::new().code(&curve.name), Text::new().code(&curve.module), Text::new().code(&curve.call), same])
    })
}

impl Compared {
    fn table<'a>(&'a self, column: impl Fn(&'a Curve) -> (&'a Vec<f64>, Option<&'a Vec<&'static str>>)) -> Table {
        let shown: Vec<_> = self.curves.iter().filter(|curve| !column(curve).0.is_empty()).collect();
        let mut table = Table::new().column("x", Align::Decimal);
        for curve in &shown {
            table = table.column(Text::new().code(&curve.name), Align::Decimal);
        }
        for (at, &x) in self.x.iter().enumerate() {
            let cell = |curve: &&'a Curve| {
                let (values, marks) = column(curve);
                let mark = marks.and_then(|marks| marks.get(at)).copied().unwrap_or_default();
                format!("{} {mark}", number(values[at])).trim_end().to_owned()
            };
            table = table.row(std::iter::once(number(x)).chain(shown.iter().map(cell)));
        }
        table
    }

    fn plots(&self, document: Document, dense: &[f64], derivative: bool) -> Document {
        let curves: Vec<&Curve> = self.curves.iter().filter(|curve| !curve.dense.is_empty()).collect();
        if curves.is_empty() {
            return document;
        }
        let plot = |title: &str, y: &str, values: fn(&Curve) -> &Vec<f64>| {
            curves.iter().fold(Plot::new(title).axes("x", y), |plot, curve| {
                plot.curve(curve.name.clone(), dense.iter().copied().zip(values(curve).iter().copied()))
            })
        };
        let document =
            if derivative { document } else { document.with(plot("Las curvas", "f(x)", |curve| &curve.dense)) };
        document.with(plot("Sus derivadas", "f′(x)", |curve| &curve.dense_derivatives))
    }
}

impl Function {
    /// Whether hardly anything is learnt at `x`, in a word.
    fn mark(&self, x: f64, value: f64, slope: f64) -> &'static str {
        let activation = self.activation;
        let side = match activation.saturates {
            Sides::Neither => false,
            Sides::Left => x <= 0.0,
            Sides::Right => x >= 0.0,
            Sides::Both => true,
        };
        match slope.abs() {
            _ if slope.is_nan() => "",
            0.0 if value == 0.0 && !activation.kinks.is_empty() => "apagada",
            slope if slope >= FLAT => "",
            _ if side => "saturada",
            _ => "plana",
        }
    }

    /// Range and flat sides, in a sentence.
    fn remark(&self) -> String {
        let activation = self.activation;
        let flat = match (activation.saturates, activation.kinks.is_empty()) {
            (Sides::Neither, _) => "no se satura por ningún lado",
            (Sides::Left, _) => "por la izquierda se aplana, y ahí casi no se aprende",
            (Sides::Right, _) => "por la derecha se aplana, y ahí casi no se aprende",
            (Sides::Both, _) => "se satura por los dos lados: lejos del 0 casi no deja pasar gradiente",
        };
        format!("`{}` = {}; {flat}.", self.label(), activation.formula)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(functions: &[&str], axis: &str) -> (Comparison, Compared, Vec<f64>) {
        let functions = functions.iter().map(|typed| Function::parse(typed).expect("a function")).collect();
        let comparison = Comparison { functions, axis: Axis::parse(axis).expect("an axis") };
        let results = comparison.notebook().run_here();
        let (compared, dense) = comparison.read(&results).unwrap_or_else(|| unreachable!("{results:?}"));
        (comparison, compared, dense)
    }

    #[test]
    fn numbers_are_those_of_pytorch() {
        let (_, compared, dense) = compared(&["relu", "leaky_relu(0.2)", "sigmoid"], "-2 0 2");
        assert_eq!(compared.x, [-2.0, 0.0, 2.0]);
        assert_eq!(compared.curves[0].values, [0.0, 0.0, 2.0]);
        assert_eq!(compared.curves[0].derivatives, [0.0, 0.0, 1.0]);
        assert_eq!(compared.curves[0].marks, ["apagada", "apagada", ""]);
        assert_eq!(compared.curves[1].derivatives, [0.2, 0.2, 1.0].map(|slope: f64| f64::from(slope as f32)));
        assert!((compared.curves[2].values[2] - 0.880_797_1).abs() < 1e-6);
        assert_eq!((dense.len(), compared.curves[2].dense.len()), (121, 121));
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
        let (comparison, compared, dense) = compared(&names, "-3:3:7");
        assert!(compared.curves.iter().all(|curve| curve.same), "{:?}", compared.curves);
        let document = comparison.document(&compared, &dense, Parts::default());
        assert!(document.blocks.len() > 4);
        let softmax = compared.curves.iter().find(|curve| curve.name == "softmax").expect("it is there");
        assert!(softmax.derivatives.is_empty(), "a softmax has no curve of one variable");
    }

    #[test]
    fn flat_places_have_their_word() {
        let (_, compared, _) = compared(&["sigmoid", "gelu", "hardtanh"], "-8 -0.7518 0 8");
        assert_eq!(compared.curves[0].marks, ["saturada", "", "", "saturada"]);
        assert_eq!(compared.curves[1].marks, ["saturada", "saturada", "", ""]);
        assert_eq!(compared.curves[2].marks, ["saturada", "", "", "saturada"]);
    }
}
