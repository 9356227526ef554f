//! A card as a document.

use super::{Card, Family, Measured};
use crate::{
    explain::number,
    view::{Align, Block, Code, Document, Entry, Plot, Role, Section, Table, Text},
};

impl Card {
    /// The card with its numbers.
    #[must_use]
    pub fn document(&self, family: Option<&Family>, measured: &Measured) -> Document {
        let title = Text::new().with(Role::Title, self.name());
        let kind = family.map(|family| Text::from(" · ").with(Role::Muted, &family.title)).unwrap_or_default();
        let document = Document::new().with(Block::Heading(title.join(kind)));
        let document = self.section("Idea").iter().cloned().fold(document, Document::with);
        let document = document.with(Block::Entries(self.facts())).with(self.names_section());
        let document = match self.parameters() {
            Some(entries) => document.with(section("Parámetros", vec![entries])),
            None => document,
        };
        let document = document.with(section("Valores", self.values(measured)));
        let texts = ["Cuándo usarla", "Cuándo no", "Error típico"];
        let document = texts
            .into_iter()
            .fold(document, |document, title| document.with(section(title, self.section(title).to_vec())));
        document.with(section("Ejemplo", self.shown_example(measured))).with(Block::Entries(self.next()))
    }

    fn section(&self, title: &str) -> &[Block] {
        self.sections.iter().find(|(other, _)| *other == title).map(|(_, blocks)| blocks.as_slice()).unwrap_or_default()
    }

    fn facts(&self) -> Vec<Entry> {
        let front = &self.front;
        let formula = |text: &str| Text::new().with(Role::Formula, text);
        vec![
            entry("Fórmula", formula(&front.formula)),
            entry("Derivada", formula(&front.derivative)),
            entry("Rango", formula(&front.range)),
            entry("Se satura", Text::marked(&front.saturates)),
            entry("Puede morir", Text::marked(&front.dies)),
        ]
    }

    fn names_section(&self) -> Section {
        let mut entries =
            vec![entry("Módulo", Text::new().code(self.signature())), entry("Función", codes(&self.functions()))];
        if !self.in_place().is_empty() {
            entries.push(entry("En su sitio", codes(&self.in_place())));
        }
        section("Cómo se escribe", vec![Block::Entries(entries)])
    }

    /// The table, and the curve where there is one.
    fn values(&self, measured: &Measured) -> Vec<Block> {
        let heads = if self.is_elementwise() { ["x", "f(x)", "f′(x)"] } else { ["x", "y", "∂y₀/∂x"] };
        let table = heads.iter().fold(Table::new(), |table, head| table.column(*head, Align::Decimal));
        let shown = |values: &[f64], row: usize| values.get(row).copied().map(number).unwrap_or_default();
        let row = |table: Table, row: usize| {
            table.row([shown(&measured.x, row), shown(&measured.y, row), shown(&measured.derivative, row)])
        };
        let table = (0..measured.x.len()).fold(table, row);
        let made = Text::new().say("Con ").code(self.make()).say(":");
        let mut blocks = vec![Block::Paragraph(made), table.into()];
        if !measured.curve.is_empty() {
            blocks.push(plot(measured).into());
        }
        blocks
    }

    fn shown_example(&self, measured: &Measured) -> Vec<Block> {
        let mut blocks = self.section("Ejemplo").to_vec();
        blocks.push(Code::new(self.example.trim_end()).into());
        if !measured.output.is_empty() {
            blocks.push(Block::Tensor(measured.output.trim_end().to_owned()));
        }
        blocks
    }

    /// Where to go from here.
    fn next(&self) -> Vec<Entry> {
        let commands: Vec<String> =
            self.front.see.iter().map(|id| format!("antorcha ficha {}", id.get_ref())).collect();
        let program = entry("El programa", Text::new().code(format!("antorcha ficha {} --codigo", self.id())));
        let see = (!commands.is_empty()).then(|| entry("Ver también", codes(&commands)));
        see.into_iter().chain([program]).collect()
    }
}

/// The curve and that of the derivative.
fn plot(measured: &Measured) -> Plot {
    Plot::new("La curva y su derivada")
        .axes("x", "")
        .curve("f(x)", measured.curve.iter().map(|&(x, y, _)| (x, y)))
        .curve("f′(x)", measured.curve.iter().map(|&(x, _, slope)| (x, slope)))
}

fn section(title: &str, body: Vec<Block>) -> Section {
    Section { title: title.into(), body }
}

fn entry(key: &str, value: Text) -> Entry {
    Entry { key: Text::new().with(Role::Muted, key), value }
}

/// Pieces of code, one behind the other.
fn codes(codes: &[String]) -> Text {
    codes.iter().enumerate().fold(
        Text::new(),
        |text, (index, code)| {
            if index == 0 { text.code(code) } else { text.say(", ").code(code) }
        },
    )
}
