//! The glossary: `lessons/glosario.md`.

use serde::{Deserialize, Serialize};

use super::search::{self, Unknown};
use crate::{
    content::{Library, Page, Piece, Result, Spanned, Version},
    view::{Block, Document, Entry, NoteKind, Role, Text},
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    #[serde(rename = "formato")]
    _format: Version,
}

/// What the block `datos` below a term's heading holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    pytorch: String,
    #[serde(default)]
    alias: Vec<String>,
    #[serde(rename = "ejemplo")]
    example: String,
    #[serde(rename = "ver", default)]
    see: Vec<Spanned<String>>,
}

/// A term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// What it is called.
    #[serde(rename = "termino")]
    pub name: String,
    /// What PyTorch calls it.
    pub pytorch: String,
    /// Other names.
    #[serde(rename = "alias")]
    pub aliases: Vec<String>,
    /// What it means.
    #[serde(rename = "definicion")]
    pub definition: Text,
    /// A command that shows it.
    #[serde(rename = "ejemplo")]
    pub example: String,
    /// Terms to read next.
    #[serde(rename = "ver")]
    pub see: Vec<String>,
}

/// All terms, in alphabetical order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Glossary {
    /// The terms.
    #[serde(rename = "terminos")]
    pub terms: Vec<Term>,
}

impl Glossary {
    /// Reads it.
    ///
    /// # Errors
    /// The text is wrong, or a term refers to one that is not there.
    pub fn read(library: &Library) -> Result<Self> {
        let page: Page<Front> = Page::read(library.file("glosario.md")?)?;
        let mut terms = Vec::new();
        let mut links = Vec::new();
        let mut pieces = page.pieces()?.into_iter();
        while let Some(piece) = pieces.next() {
            let Piece::Heading { text, range, .. } = piece else {
                return Err(page.source.error(piece.range(), "aquí empieza un término: falta su título `## …`"));
            };
            let (term, see) = term(&page, text.plain(), range, [pieces.next(), pieces.next()])?;
            terms.push(term);
            links.extend(see);
        }
        if let Some(lost) = links.iter().find(|link| terms.iter().all(|term: &Term| term.name != *link.get_ref())) {
            return Err(page.source.error(lost.span(), format!("el término `{}` no está", lost.get_ref())));
        }
        terms.sort_by_key(|term| crate::spanish::fold(&term.name));
        Ok(Self { terms })
    }

    /// The term with this name, or with this one among its other names.
    ///
    /// # Errors
    /// There is none.
    pub fn find(&self, name: &str) -> std::result::Result<&Term, Unknown> {
        let names = |term: &Term| [vec![term.name.clone(), term.pytorch.clone()], term.aliases.clone()].concat();
        let names: Vec<Vec<String>> = self.terms.iter().map(names).collect();
        let place = search::find(name, &names)?;
        self.terms.get(place).ok_or_else(|| Unknown { word: name.to_owned(), nearest: None })
    }

    /// All terms, each with its meaning.
    #[must_use]
    pub fn document(&self) -> Document {
        let entries = self.terms.iter().map(|term| (term.title(), term.definition.clone()));
        let hint = Text::marked("`antorcha glosario sesgo` te enseña un término con un ejemplo.");
        Document::new().heading("Glosario").entries(entries).note(NoteKind::Hint, hint)
    }
}

impl Term {
    /// The term alone.
    #[must_use]
    pub fn document(&self) -> Document {
        let entry = |key: &str, value: Text| Entry { key: Text::new().with(Role::Muted, key), value };
        let see = self.see.iter().enumerate().fold(Text::new(), |text, (index, name)| {
            let text = if index == 0 { text } else { text.say(", ") };
            text.code(format!("antorcha glosario {}", quoted(name)))
        });
        let mut entries = vec![entry("Míralo en", Text::new().code(&self.example))];
        if !self.see.is_empty() {
            entries.push(entry("Ver también", see));
        }
        let document = Document::new().with(Block::Heading(self.title())).say(self.definition.clone());
        document.with(Block::Entries(entries))
    }

    /// The name, with PyTorch's.
    fn title(&self) -> Text {
        let title = Text::new().with(Role::Title, &self.name);
        if self.pytorch.is_empty() { title } else { title.say(" (").code(&self.pytorch).say(")") }
    }
}

/// A name as the shell takes it for one word.
fn quoted(name: &str) -> String {
    if name.contains(' ') { format!("\"{name}\"") } else { name.to_owned() }
}

/// The term whose heading has been read, and what it refers to.
fn term(
    page: &Page<Front>,
    name: String,
    heading: std::ops::Range<usize>,
    pieces: [Option<Piece>; 2],
) -> Result<(Term, Vec<Spanned<String>>)> {
    match pieces {
        [Some(Piece::Fence(fence)), Some(Piece::Block { block: Block::Paragraph(definition), .. })]
            if fence.word() == "datos" =>
        {
            let Data { pytorch, alias, example, see } = page.source.toml(fence.body_range())?;
            let names = see.iter().map(|name| name.get_ref().clone()).collect();
            Ok((Term { name, pytorch, aliases: alias, definition, example, see: names }, see))
        }
        _ => {
            let error = page.source.error(heading, "este término no está completo");
            Err(error.hint("debajo del título va un bloque `datos`, y debajo un párrafo"))
        }
    }
}
