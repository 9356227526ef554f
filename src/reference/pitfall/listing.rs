//! All pitfalls on the screen, in groups.

use super::{Pitfall, Pitfalls};
use crate::view::{Block, Document, Entry, NoteKind, Section, Text};

impl Pitfalls {
    /// A line each, in groups, the unit's own first.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut groups: Vec<(&str, Vec<&Pitfall>)> = Vec::new();
        for pitfall in self.iter() {
            let name = pitfall.front().group.as_str();
            match groups.iter_mut().find(|(group, _)| *group == name) {
                Some((_, members)) => members.push(pitfall),
                None => groups.push((name, vec![pitfall])),
            }
        }
        let intro = "Cada una es un programa que se ejecuta: lo que verás, por qué pasa, la prueba en números y el \
                     programa arreglado.";
        let mut document = Document::new().heading("Trampas").say(intro);
        document.blocks.extend(groups.into_iter().map(|(name, members)| section(name, &members)));
        document.note(NoteKind::Hint, Text::marked("`antorcha trampas sin-activacion` abre una página."))
    }
}

fn section(name: &str, members: &[&Pitfall]) -> Block {
    let body = vec![Block::Entries(members.iter().map(|pitfall| entry(pitfall)).collect())];
    Section { title: name.into(), body }.into()
}

fn entry(pitfall: &Pitfall) -> Entry {
    let front = pitfall.front();
    Entry { key: Text::new().code(&front.id), value: front.title.as_str().into() }
}
