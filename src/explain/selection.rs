//! Which steps are shown, and the document of them.

use super::steps::explain;
use crate::{
    trace::Record,
    view::{Document, NoteKind, Text},
};

/// The steps that were asked for, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The first.
    pub from: usize,
    /// The last.
    pub to: usize,
}

impl Default for Selection {
    fn default() -> Self {
        Self { from: 1, to: usize::MAX }
    }
}

impl Selection {
    /// Reads `3`, `2-5`, `4-` or `-6`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let number = |text: &str| text.trim().parse::<usize>().ok().filter(|&number| number > 0);
        let (from, to) = match text.trim().split_once(['-', '–']) {
            None => (number(text)?, number(text)?),
            Some(("", to)) => (1, number(to)?),
            Some((from, "")) => (number(from)?, usize::MAX),
            Some((from, to)) => (number(from)?, number(to)?),
        };
        (from <= to).then_some(Self { from, to })
    }

    /// Whether a step is shown.
    #[must_use]
    pub fn contains(self, number: usize) -> bool {
        (self.from..=self.to).contains(&number)
    }
}

/// The steps of a record, explained.
#[must_use]
pub fn document(record: &Record, selection: Selection) -> Document {
    let shown = record.steps.iter().filter(|step| selection.contains(step.number));
    let mut document = shown.fold(Document::new(), |document, step| document.with(explain(step, record)));
    if document.blocks.is_empty() {
        let text = match record.steps.len() {
            0 => "El programa no llegó a hacer ninguna operación con tensores.".to_owned(),
            total => format!("Ese paso no existe: la traza tiene {total}."),
        };
        document = document.note(NoteKind::Note, text);
    }
    if record.cut {
        document = document.note(
            NoteKind::Warning,
            Text::marked("la traza se corta aquí: el programa hizo más de lo que cabe en ella."),
        );
    }
    document
}
