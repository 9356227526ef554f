//! A list that a student wrote, in whatever form.

mod answers;
mod entry;
mod fields;
mod lines;
mod matching;
mod notice;
mod template;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::{Answer, Checklist, Claim};
use entry::Entry;
use fields::Fields;
use matching::{Matcher, Meant};
pub use notice::{Notice, NoticeKind};
#[cfg(test)]
pub(super) use template::filled;
pub use template::template;

/// A list that a student wrote.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// What it claims of each item.
    pub claims: Vec<Claim>,
    /// The lines where each item is claimed.
    pub lines: Vec<Vec<usize>>,
    /// The items of which it says two things.
    pub conflicts: BTreeMap<usize, String>,
    /// What is to be told about it, from top to bottom.
    pub notices: Vec<Notice>,
}

impl Written {
    /// Reads a list. `text` is all of the file.
    #[must_use]
    pub fn read(text: &str, checklist: &Checklist) -> Self {
        let count = checklist.items.len();
        let mut reader = Reader {
            checklist,
            matcher: Matcher::new(&checklist.items),
            written: Self { claims: vec![Claim::default(); count], lines: vec![Vec::new(); count], ..Self::default() },
        };
        for entry in lines::entries(text) {
            reader.entry(&entry);
        }
        reader.written.notices.sort_by_key(|notice| notice.line);
        reader.written
    }

    /// How many items it speaks of.
    #[must_use]
    pub fn found(&self) -> usize {
        self.lines.iter().filter(|lines| !lines.is_empty()).count()
    }
}

/// A list on its way in.
struct Reader<'a> {
    checklist: &'a Checklist,
    matcher: Matcher,
    written: Written,
}

impl Reader<'_> {
    /// Takes an entry in. Prose around the list is not told about.
    fn entry(&mut self, entry: &Entry) {
        match self.matcher.meant(&entry.text) {
            Meant::Item(index) => self.claimed(index, entry),
            // What only groups others is no item itself.
            _ if self.inner(entry) => {}
            meant if entry.marked => self.unknown(meant, entry),
            _ => {}
        }
    }

    /// Tells about an entry that is no item, or could be two.
    fn unknown(&mut self, meant: Meant, entry: &Entry) {
        let title = |index: usize| format!("«{}»", self.checklist.items[index].front.sentence);
        let (kind, message, hint) = match meant {
            Meant::Several(one, other) => {
                let hint = format!("¿quisiste decir {} o {}?", title(one), title(other));
                (NoticeKind::Ambiguous, "esto puede ser dos puntos de la lista", Some(hint))
            }
            Meant::Perhaps(index) => {
                let hint = format!("¿quisiste decir {}?", title(index));
                (NoticeKind::Unknown, "esto no es ningún punto de la lista", Some(hint))
            }
            Meant::Item(_) | Meant::Nothing => (NoticeKind::Unknown, "esto no es ningún punto de la lista", None),
        };
        self.notice(kind, entry, message.to_owned(), hint);
    }

    /// Takes what stands below an entry as entries of their own, if any of them is an item.
    fn inner(&mut self, entry: &Entry) -> bool {
        let items = |note: &Entry| matches!(self.matcher.meant(&note.text), Meant::Item(_)) && note.answer.is_some();
        if !entry.notes.iter().any(items) {
            return false;
        }
        for note in &entry.notes {
            self.entry(note);
        }
        true
    }

    fn claimed(&mut self, index: usize, entry: &Entry) {
        let fields = Fields::of(entry, &self.checklist.outputs);
        if let Some((one, other)) = fields.clash {
            let message = format!("esta línea dice «{}» y también «{}»", one.word(), other.word());
            self.notice(NoticeKind::Contradiction, entry, message.clone(), Some("deja una sola respuesta".to_owned()));
            self.written.conflicts.entry(index).or_insert(message);
        } else if fields.claim.answer.is_none() {
            let hint = "escribe detrás sí, no, parcial, no aplica o no sé; o márcalo con [x]";
            self.notice(NoticeKind::NoAnswer, entry, "aquí falta la respuesta".to_owned(), Some(hint.to_owned()));
        }
        for (note, unclear) in fields.unclear {
            self.notice(NoticeKind::Unclear, &note, unclear.message, Some(unclear.hint));
        }
        match self.written.lines[index].first().copied() {
            None => self.written.claims[index] = fields.claim,
            Some(first) => self.again(index, first, entry, fields.claim.answer),
        }
        self.written.lines[index].push(entry.line);
    }

    /// An item that was claimed before, in the line `first`.
    fn again(&mut self, index: usize, first: usize, entry: &Entry, answer: Option<Answer>) {
        let before = self.written.claims[index].answer;
        match (before, answer) {
            (Some(before), Some(answer)) if before != answer => {
                let message = format!(
                    "te contradices: aquí dices «{}», y en la línea {first}, «{}» del mismo punto",
                    answer.word(),
                    before.word()
                );
                self.notice(NoticeKind::Contradiction, entry, message, Some("deja solo una de las dos".to_owned()));
                let line = entry.line;
                let said =
                    format!("tu lista dice «{}» en la línea {first} y «{}» en la {line}", before.word(), answer.word());
                self.written.conflicts.entry(index).or_insert(said);
            }
            _ => {
                let message = format!("este punto ya está en la línea {first}");
                self.notice(NoticeKind::Duplicate, entry, message, Some("borra uno de los dos".to_owned()));
                self.written.claims[index].answer = before.or(answer);
            }
        }
    }

    fn notice(&mut self, kind: NoticeKind, entry: &Entry, message: String, hint: Option<String>) {
        let text = entry.source.clone();
        let notice = Notice { kind, line: entry.line, column: entry.column, text, message, hint };
        self.written.notices.push(notice);
    }
}
