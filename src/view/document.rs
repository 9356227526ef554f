//! A document: blocks, one below the other.

use serde::{Deserialize, Serialize};

use super::{Arithmetic, Code, Diagnostic, Field, Formula, Histogram, Meter, Plot, Reply, Step, Table, Text};

/// What is said, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The blocks; a blank line stands between two of them.
    #[serde(rename = "bloques")]
    pub blocks: Vec<Block>,
}

/// One block of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "tipo", content = "contenido")]
pub enum Block {
    /// The name of the whole, with what it is about.
    #[serde(rename = "portada")]
    Title(Title),
    /// The heading of what follows.
    #[serde(rename = "titulo")]
    Heading(Text),
    /// Blocks under a heading of their own.
    #[serde(rename = "seccion")]
    Section(Section),
    /// Running text.
    #[serde(rename = "parrafo")]
    Paragraph(Text),
    /// A step of a trace.
    #[serde(rename = "paso")]
    Step(Step),
    /// A formula with its shapes.
    #[serde(rename = "formula")]
    Formula(Formula),
    /// A number worked out.
    #[serde(rename = "cuenta")]
    Arithmetic(Arithmetic),
    /// A tensor as PyTorch prints it: never wrapped, never cut.
    #[serde(rename = "tensor")]
    Tensor(String),
    /// Source code.
    #[serde(rename = "codigo")]
    Code(Code),
    /// A table.
    #[serde(rename = "tabla")]
    Table(Table),
    /// An error or a finding.
    #[serde(rename = "diagnostico")]
    Diagnostic(Diagnostic),
    /// Names and what belongs to them, in two columns.
    #[serde(rename = "entradas")]
    Entries(Vec<Entry>),
    /// A list.
    #[serde(rename = "lista")]
    List(List),
    /// A note that stands apart from the text.
    #[serde(rename = "nota")]
    Note(Note),
    /// Curves.
    #[serde(rename = "grafica")]
    Plot(Plot),
    /// What a model decides over a plane.
    #[serde(rename = "campo")]
    Field(Field),
    /// Counts as bars.
    #[serde(rename = "histograma")]
    Histogram(Histogram),
    /// How much is done.
    #[serde(rename = "avance")]
    Meter(Meter),
    /// A turn of a dialogue.
    #[serde(rename = "replica")]
    Reply(Reply),
    /// A line across, where the subject changes.
    #[serde(rename = "raya")]
    Rule,
}

/// The name of the whole, with what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// The name.
    #[serde(rename = "nombre")]
    pub name: String,
    /// What it is about.
    #[serde(rename = "lema")]
    pub motto: Text,
}

/// Blocks under a heading of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The heading.
    #[serde(rename = "titulo")]
    pub title: Text,
    /// What stands under it.
    #[serde(rename = "bloques")]
    pub body: Vec<Block>,
}

/// A name and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The name.
    #[serde(rename = "clave")]
    pub key: Text,
    /// What belongs to it.
    #[serde(rename = "valor")]
    pub value: Text,
}

/// A list of short texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Whether the order matters: then the items are numbered.
    #[serde(rename = "numerada")]
    pub ordered: bool,
    /// The items.
    #[serde(rename = "elementos")]
    pub items: Vec<Text>,
}

/// A note that stands apart from the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its kind.
    #[serde(rename = "clase")]
    pub kind: NoteKind,
    /// What it says.
    #[serde(rename = "texto")]
    pub text: Text,
}

/// What kind of note it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoteKind {
    /// Worth knowing.
    #[serde(rename = "nota")]
    Note,
    /// What to do next.
    #[serde(rename = "pista")]
    Hint,
    /// Something to watch.
    #[serde(rename = "aviso")]
    Warning,
}

impl Document {
    /// An empty document.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a block.
    #[must_use]
    pub fn with(mut self, block: impl Into<Block>) -> Self {
        self.blocks.push(block.into());
        self
    }

    /// Adds a paragraph.
    #[must_use]
    pub fn say(self, text: impl Into<Text>) -> Self {
        self.with(Block::Paragraph(text.into()))
    }

    /// Adds a heading.
    #[must_use]
    pub fn heading(self, text: impl Into<Text>) -> Self {
        self.with(Block::Heading(text.into()))
    }

    /// Adds a note.
    #[must_use]
    pub fn note(self, kind: NoteKind, text: impl Into<Text>) -> Self {
        self.with(Note { kind, text: text.into() })
    }

    /// Adds names and what belongs to them.
    #[must_use]
    pub fn entries<K: Into<Text>, V: Into<Text>>(self, entries: impl IntoIterator<Item = (K, V)>) -> Self {
        let entry = |(key, value): (K, V)| Entry { key: key.into(), value: value.into() };
        self.with(Block::Entries(entries.into_iter().map(entry).collect()))
    }

    /// Adds a list.
    #[must_use]
    pub fn list<T: Into<Text>>(self, ordered: bool, items: impl IntoIterator<Item = T>) -> Self {
        self.with(List { ordered, items: items.into_iter().map(Into::into).collect() })
    }
}

impl<B: Into<Block>> From<B> for Document {
    fn from(block: B) -> Self {
        Self::new().with(block)
    }
}

/// A block from each of the nouns that is one.
macro_rules! blocks {
    ($($noun:ident)*) => {
        $(impl From<$noun> for Block {
            fn from(noun: $noun) -> Self {
                Self::$noun(noun)
            }
        })*
    };
}

blocks!(Title Section Step Formula Arithmetic Code Table Diagnostic List Note Plot Field Histogram Meter Reply);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Align, Place};

    #[test]
    fn json_carries_a_document_there_and_back() {
        let step =
            Step::new(1).of(2).path("fc").at(Place::new("a.py", 3), "y = fc(x)").tensor("tensor([1.])").title("Recta");
        let document = Document::new()
            .heading("Título")
            .say(Text::marked("Una _recta_."))
            .with(step.with(Formula::new("y = x").shapes("(1,)")).with(Arithmetic::new("y").equals("1")))
            .with(Table::new().column("x", Align::Decimal).row(["1.5"]))
            .with(Diagnostic::error("mal").at(Place::new("a.py", 1).column(2)).hint("bien"))
            .entries([("a", "b")])
            .list(true, ["uno"])
            .note(NoteKind::Hint, "sigue")
            .with(Plot::new("f").axes("x", "y").log_y().curve("a", [(0.0, 1.5), (1.0, f64::NAN), (2.0, f64::INFINITY)]))
            .with(Field::new("c").values(2, &[0.0, 1.0]).samples([(0.5, -0.5, true)]))
            .with(Histogram::new("h").bar("a", 3))
            .with(Meter::new(2, 5))
            .with(Reply::question("¿?").options(["a", "b"]))
            .with(Reply::hint(1, 3, "casi"))
            .with(Block::Rule);
        let json = serde_json::to_string(&document).expect("a document is plain data");
        assert_eq!(serde_json::from_str::<Document>(&json).expect("and comes back"), document);
    }

    #[test]
    fn json_speaks_spanish() {
        let json = serde_json::to_value(Document::new().say("Hola")).expect("plain data");
        let expected =
            serde_json::json!({"bloques": [{"tipo": "parrafo", "contenido": [{"papel": "texto", "texto": "Hola"}]}]});
        assert_eq!(json, expected);
    }
}
