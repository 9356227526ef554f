//! The list of all cards.

use super::{Card, Cards, Family};
use crate::view::{Block, Document, Entry, NoteKind, Section, Text};

impl Cards {
    /// The families, a line a card.
    #[must_use]
    pub fn document(&self) -> Document {
        let intro = format!("Las {} funciones de activación de `torch.nn`, por familias.", self.all().count());
        let section = |family: &Family| Section {
            title: family.title.as_str().into(),
            body: vec![Block::Paragraph(Text::marked(&family.text)), cards(family)],
        };
        let document = Document::new().say(Text::marked(&intro));
        let document = self.families.iter().map(section).fold(document, Document::with);
        document.note(NoteKind::Hint, Text::marked("`antorcha ficha gelu` te enseña la ficha de `nn.GELU`."))
    }
}

fn cards(family: &Family) -> Block {
    let entry = |card: &Card| Entry { key: Text::new().code(card.id()), value: Text::marked(card.summary()) };
    Block::Entries(family.cards.iter().map(entry).collect())
}
