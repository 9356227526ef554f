//! What is said about a layer.

use super::{Changed, Inspected, Layer, Unfolded};
use crate::{
    explain::{
        self, Selection,
        numbers::{bracketed, element, number, signed_sum},
    },
    view::{Align, Arithmetic, Block, Document, NoteKind, Section, Table, Text},
};

impl Layer {
    /// What is said about it: the cell that was asked about, else what the changes change, else every step.
    #[must_use]
    pub fn document(&self, found: &Inspected) -> Document {
        if let Some(why) = &found.why {
            return why.document(&found.activation);
        }
        if !found.changes.is_empty() {
            let sections = found.changes.iter().map(Changed::section);
            return sections.fold(Document::new(), Document::with);
        }
        let mut document = explain::document(&found.forward, Selection::default());
        if let Some(record) = &found.backward {
            document = document.heading("De vuelta: los gradientes");
            document.blocks.extend(explain::document(record, Selection::default()).blocks);
        }
        document.note(NoteKind::Hint, self.onward())
    }

    fn onward(&self) -> Text {
        let column = self.outputs() - 1;
        Text::new()
            .say("un número de la salida, pieza a pieza: ")
            .code(format!("antorcha capa … --porque 0,{column}"))
            .say("; qué pasa sin el sesgo: ")
            .code("antorcha capa … --sin-sesgo")
    }
}

impl Unfolded {
    fn document(&self, activation: &str) -> Document {
        let title = format!("¿Por qué {} vale {}?", self.name("a"), number(self.a));
        Document::new()
            .heading(title)
            .with(self.table())
            .with(self.sum())
            .with(self.activated(activation))
            .say(self.verdict())
    }

    /// The cell of a tensor that has its place.
    fn name(&self, tensor: &str) -> String {
        element(tensor, &[self.row, self.column])
    }

    fn table(&self) -> Table {
        let table = Table::new().column("entrada", Align::Left);
        let table = table.column("x", Align::Decimal).column("peso", Align::Decimal).column("aporta", Align::Decimal);
        let table = self.terms.iter().enumerate().fold(table, |table, (k, term)| {
            let name = element("x", &[self.row, k]);
            table.row([name, number(term.input), number(term.weight), number(term.product)])
        });
        table.row(["sesgo".to_owned(), String::new(), String::new(), number(self.bias)])
    }

    /// The sum, with names, with numbers, with products.
    fn sum(&self) -> Arithmetic {
        let pair = |k: usize| format!("{}·{}", element("x", &[self.row, k]), element("W", &[self.column, k]));
        let names: Vec<String> = (0..self.terms.len()).map(pair).chain([element("b", &[self.column])]).collect();
        let pairs = self.terms.iter().map(|term| format!("{}·{}", bracketed(term.input), bracketed(term.weight)));
        let pairs: Vec<String> = pairs.chain([bracketed(self.bias)]).collect();
        let products: Vec<f64> = self.terms.iter().map(|term| term.product).chain([self.bias]).collect();
        Arithmetic::new(self.name("z"))
            .equals(names.join(" + "))
            .equals(pairs.join(" + "))
            .equals(signed_sum(&products))
            .about(number(self.z))
    }

    fn activated(&self, activation: &str) -> Arithmetic {
        Arithmetic::new(self.name("a"))
            .equals(format!("{activation}({})", self.name("z")))
            .equals(format!("{activation}({})", number(self.z)))
            .about(number(self.a))
    }

    /// What weighs most, and what the activation does.
    fn verdict(&self) -> Text {
        let heaviest = self.heaviest();
        let weighs = number(self.terms.get(heaviest).map_or(0.0, |term| term.product));
        let (z, a) = (number(self.z), number(self.a));
        let end = match self.a {
            a if (self.z - a).abs() < f64::EPSILON => "La activación lo deja como está.".to_owned(),
            0.0 => format!("La activación lo apaga: de {z} pasa a 0."),
            _ => format!("La activación lo lleva de {z} a {a}."),
        };
        Text::marked(&format!("De las entradas, la que más aporta es la de la columna {heaviest}: {weighs}. {end}"))
    }
}

impl Changed {
    fn section(&self) -> Section {
        let title = format!("La capa {}", self.change.name());
        let body = match &self.error {
            Some(error) => {
                let text = Text::new().say("no se puede calcular: ").code(error);
                Document::new().note(NoteKind::Warning, text).blocks
            }
            None => vec![self.table()],
        };
        Section { title: title.into(), body }
    }

    /// The cells that differ, before and after.
    fn table(&self) -> Block {
        if self.differences.is_empty() {
            return Block::Paragraph(Text::marked("No cambia **nada** en la salida con esta entrada."));
        }
        let table = Table::new().column("", Align::Left).column("antes", Align::Decimal);
        let table = table.column("ahora", Align::Decimal).column("cambia", Align::Decimal);
        let row = |table: Table, cell: &super::change::Difference| {
            let change = number(cell.after - cell.before);
            table.row([element("a", &cell.index), number(cell.before), number(cell.after), change])
        };
        self.differences.iter().fold(table, row).into()
    }
}
