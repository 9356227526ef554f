//! The whole checklist as one document, for whoever reads without a dialogue.

use super::{Answer, Checklist, Failure, Item, Kernel};
use crate::view::{Block, Document, Reply, Text, Title};

/// Every item with its example, and how to answer.
///
/// # Errors
/// An example fails.
pub fn document(checklist: &Checklist, kernel: Kernel) -> Result<Document, Failure> {
    let mut document = Document::from(title(checklist));
    for (index, item) in checklist.items.iter().enumerate() {
        document = document.with(heading(index, item, checklist.items.len()));
        document.blocks.extend(item.explained(kernel)?);
        document = document.with(Reply::question(Text::marked(&item.front.question)));
    }
    Ok(document.with(Block::Heading("Cómo se contesta".into())).say(how()).entries([
        ("En una terminal:", Text::new().code("antorcha checklist")),
        ("En un archivo:", Text::new().code("antorcha checklist --plantilla > lista.md")),
        ("", Text::new().code("antorcha checklist --archivo lista.md")),
        ("Con tu modelo:", Text::new().code("antorcha checklist --archivo lista.md --modelo modelo.py")),
    ]))
}

/// What the checklist is called.
pub(super) fn title(checklist: &Checklist) -> Title {
    let motto = format!("{} puntos para repasar un modelo antes de darlo por bueno", checklist.items.len());
    Title { name: "Tu lista de comprobación".into(), motto: motto.into() }
}

/// `1 de 4 · Verifica que…`
pub(super) fn heading(index: usize, item: &Item, total: usize) -> Block {
    Block::Heading(Text::new().say(format!("{} de {total} · {}", index + 1, item.front.sentence)))
}

fn how() -> Text {
    let words: Vec<&str> = Answer::ALL.iter().map(|answer| answer.word()).collect();
    Text::new().say(format!("A cada punto se contesta {}.", words.join(", ").replace(", no sé", " o no sé")))
}
