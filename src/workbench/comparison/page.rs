//! What is said about a comparison.

use super::{Compared, Comparison, Curve, Function, Parts};
use crate::{
    explain::numbers::{magnitude, number},
    nn::activation::Sides,
    view::{Align, Document, Number, Plot, Table, Text, marked},
};

/// Slopes below this one are told by their order of magnitude.
const TINY: f64 = 1e-3;

impl Comparison {
    /// What is said about it.
    #[must_use]
    pub fn document(&self, compared: &Compared, parts: Parts) -> Document {
        let all = !parts.tables && !parts.plots;
        let mut document = Document::new();
        if all && !parts.derivative {
            document = document.heading("Módulo y función").with(compared.names()).say(compared.twins());
        }
        if all || parts.tables {
            document = compared.tables(document, parts.derivative);
        }
        if all || parts.plots {
            document = compared.plots(document, parts.derivative);
        }
        if all { self.remarks(document) } else { document }
    }

    /// What each of them does, in a sentence; and where to go on.
    fn remarks(&self, document: Document) -> Document {
        let card = self.functions.first().map(|first| format!("antorcha ficha {}", first.activation.function));
        document
            .list(false, self.functions.iter().map(|function| Text::marked(&function.remark())))
            .entries([("Saber más:", Text::new().code(card.unwrap_or_default()))])
            .entries([("El programa:", Text::new().code("… --codigo"))])
    }
}

impl Compared {
    /// How each is written.
    fn names(&self) -> Table {
        let table = Table::new().column("módulo", Align::Left).column("función", Align::Left);
        self.curves
            .iter()
            .fold(table, |table, curve| table.row([Text::new().code(&curve.module), Text::new().code(&curve.call)]))
    }

    /// That both ways give the same.
    fn twins(&self) -> Text {
        let others: Vec<&str> =
            self.curves.iter().filter(|curve| !curve.same).map(|curve| curve.name.as_str()).collect();
        Text::marked(&match others[..] {
            [] => "El módulo y la función dan los mismos números, bit a bit: lo comprueba `torch.equal`.".to_owned(),
            _ => format!("Ojo: el módulo y la función no dan los mismos números con `{}`.", others.join("`, `")),
        })
    }

    fn tables(&self, mut document: Document, derivative: bool) -> Document {
        if !derivative {
            document = document.heading("Valores").with(self.table(Curve::value, |_| true));
        }
        if self.curves.iter().any(Curve::has_derivatives) {
            document = document.heading("Derivadas").with(self.table(Curve::slope, Curve::has_derivatives));
        }
        document
    }

    /// The cells of some functions for each input.
    fn table(&self, cell: fn(&Curve, usize) -> Text, shown: fn(&Curve) -> bool) -> Table {
        let curves: Vec<&Curve> = self.curves.iter().filter(|curve| shown(curve)).collect();
        let head = |table: Table, curve: &&Curve| table.column(Text::new().code(&curve.name), Align::Decimal);
        let table = curves.iter().fold(Table::new().column("x", Align::Decimal), head);
        self.x.iter().enumerate().fold(table, |table, (at, &x)| {
            table.row(std::iter::once(number(x).into()).chain(curves.iter().map(|curve| cell(curve, at))))
        })
    }

    fn plots(&self, document: Document, derivative: bool) -> Document {
        let curves: Vec<&Curve> = self.curves.iter().filter(|curve| !curve.curve.is_empty()).collect();
        if curves.is_empty() {
            return document;
        }
        let plot = |title: &str, y: &str, height: fn(&(Number, Number, Number)) -> Number| {
            let points =
                |curve: &Curve| curve.curve.iter().map(|point| (point.0.0, height(point).0)).collect::<Vec<_>>();
            let add = |plot: Plot, curve: &&Curve| plot.curve(curve.name.clone(), points(curve));
            curves.iter().fold(Plot::new(title).axes("x", y), add)
        };
        let document = if derivative { document } else { document.with(plot("Las curvas", "f(x)", |point| point.1)) };
        document.with(plot("Sus derivadas", "f′(x)", |point| point.2))
    }
}

impl Curve {
    fn has_derivatives(&self) -> bool {
        !self.derivatives.is_empty()
    }

    /// The cell of its value.
    fn value(&self, at: usize) -> Text {
        self.values.get(at).map(|value| number(*value)).unwrap_or_default().into()
    }

    /// The cell of its slope, with a word where hardly anything is learnt: there its size says enough.
    fn slope(&self, at: usize) -> Text {
        let (slope, mark) = (self.derivatives.get(at).copied().unwrap_or(f64::NAN), self.marks.get(at).copied());
        match mark.unwrap_or_default() {
            "" => number(slope).into(),
            mark if slope != 0.0 && slope.abs() < TINY => marked(magnitude(slope), mark),
            mark => marked(number(slope), mark),
        }
    }
}

impl Function {
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
