//! A list that a student wrote, in whatever form.

mod answers;
mod entry;
mod lines;
mod matching;
mod notice;
mod template;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::{Answer, Checklist, Claim, says_something};
use entry::Entry;
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
            reader.entry(&entry, true);
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
    /// Takes an entry in; `told` says whether one that is not understood is to be told about.
    fn entry(&mut self, entry: &Entry, told: bool) -> bool {
        match self.matcher.meant(&entry.text) {
            Meant::Item(index) => {
                self.claimed(index, entry);
                true
            }
            // What only groups others is no item itself.
            _ if self.inner(entry) => true,
            meant => {
                let prose = !entry.marked || !told;
                if !prose {
                    let kind = if matches!(meant, Meant::Several(..)) { NoticeKind::Ambiguous } else { NoticeKind::Unknown };
                    let title = |index: &usize| format!("«{}»", self.checklist.items[*index].front.sentence);
                    let (message, hint) = match &meant {
                        Meant::Several(one, other) => (
                            "esto puede ser dos puntos de la lista".to_owned(),
                            Some(format!("¿quisiste decir {} o {}?", title(one), title(other))),
                        ),
                        Meant::Perhaps(index) => (
                            "esto no es ningún punto de la lista".to_owned(),
                            Some(format!("¿quisiste decir {}?", title(index))),
                        ),
                        _ => ("esto no es ningún punto de la lista".to_owned(), None),
                    };
                    self.notice(kind, entry, message, hint);
                }
                false
            }
        }
    }

    /// Takes what stands below an entry as entries of their own, if any of them is an item.
    fn inner(&mut self, entry: &Entry) -> bool {
        let items = |note: &Entry| matches!(self.matcher.meant(&note.text), Meant::Item(_)) && note.answer.is_some();
        if !entry.notes.iter().any(items) {
            return false;
        }
        for note in &entry.notes {
            self.entry(note, note.marked);
        }
        true
    }

    fn claimed(&mut self, index: usize, entry: &Entry) {
        let fields = self.fields(entry);
        if let Some((one, other)) = fields.clash {
            let message = format!("esta línea dice «{}» y también «{}»", one.word(), other.word());
            self.notice(NoticeKind::Contradiction, entry, message.clone(), Some("deja una sola respuesta".to_owned()));
            self.written.conflicts.entry(index).or_insert(message);
        } else if fields.claim.answer.is_none() {
            let hint = "escribe detrás sí, no, parcial, no aplica o no sé; o márcalo con [x]";
            self.notice(NoticeKind::NoAnswer, entry, "aquí falta la respuesta".to_owned(), Some(hint.to_owned()));
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
                let said = format!("tu lista dice «{}» en la línea {first} y «{}» en la {line}", before.word(), answer.word());
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

    /// What an entry and the lines below it say.
    fn fields(&mut self, entry: &Entry) -> Fields {
        let outputs = &self.checklist.outputs;
        let mut fields = Fields::default();
        fields.answer(entry.answer);
        if let Some((_, other)) = entry.clash {
            fields.clash = entry.answer.map(|answer| (answer, other));
        }
        let mut reasons: Vec<String> = entry.reason.iter().cloned().collect();
        let mut choice = super::Choice::default();
        let mut wrong = Vec::new();
        for note in &entry.notes {
            let said = note.whole.trim();
            let (key, value) = said.split_once(':').map_or((String::new(), said), |(key, value)| (answers::key(key), value.trim()));
            let field = Field::of(&key);
            let mut take = |read: Result<(), crate::spanish::Unclear>| {
                if let Err(unclear) = read
                    && !value.is_empty()
                {
                    wrong.push((note.clone(), unclear));
                }
            };
            match field {
                Some(Field::Answer) => match answers::with_reason(value) {
                    Some((answer, reason)) => {
                        fields.answer(Some(answer));
                        reasons.extend(reason);
                    }
                    None => take(Err(crate::spanish::Unclear::new(
                        "no entiendo esta respuesta",
                        "escribe sí, no, parcial, no aplica o no sé",
                    ))),
                },
                Some(Field::Reason) => reasons.push(value.to_owned()),
                Some(Field::Problem) => take(outputs.read_problem(value).map(|id| choice.problem = id)),
                Some(Field::Output) => take(outputs.read_output(value).map(|id| choice.output = id)),
                Some(Field::Loss) => take(outputs.read_loss(value).map(|id| choice.loss = id)),
                Some(Field::Classes) => take(super::Choice::read_classes(value).map(|classes| choice.classes = Some(classes))),
                Some(Field::Range) => take(super::Choice::read_range(value).map(|range| choice.range = Some(range))),
                None => match Answer::read(said) {
                    Some(answer) if fields.claim.answer.is_none() => fields.answer(Some(answer)),
                    _ => reasons.push(said.to_owned()),
                },
            }
        }
        for (note, unclear) in wrong {
            self.notice(NoticeKind::Unclear, &note, unclear.message, Some(unclear.hint));
        }
        let reason = reasons.iter().map(|reason| reason.trim()).filter(|reason| !reason.is_empty()).collect::<Vec<_>>().join(" ");
        let whole = format!("{} {reason}", entry.text);
        let complete = [&choice.problem, &choice.output, &choice.loss].iter().all(|name| !name.is_empty());
        fields.claim.choice = if complete { Some(choice) } else { outputs.mentioned(&whole) };
        fields.claim.reason = says_something(&reason, "").then_some(reason);
        fields
    }
}

/// What an entry says.
#[derive(Default)]
struct Fields {
    claim: Claim,
    /// Two answers in one place.
    clash: Option<(Answer, Answer)>,
}

impl Fields {
    fn answer(&mut self, answer: Option<Answer>) {
        let Some(answer) = answer else { return };
        match self.claim.answer {
            Some(before) if before != answer => self.clash = Some((before, answer)),
            _ => self.claim.answer = Some(answer),
        }
    }
}

/// What a line below an item can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Answer,
    Reason,
    Problem,
    Output,
    Loss,
    Classes,
    Range,
}

impl Field {
    const NAMES: [(Self, &'static [&'static str]); 7] = [
        (Self::Answer, &["respuesta", "estado", "r"]),
        (Self::Reason, &["por que", "porque", "justificacion", "motivo", "razon", "nota", "notas", "explicacion", "comentario"]),
        (Self::Problem, &["problema", "tipo de problema", "tipo", "tarea"]),
        (Self::Output, &["salida", "activacion", "activacion de salida", "activacion de la salida", "ultima capa", "output"]),
        (Self::Loss, &["perdida", "funcion de perdida", "loss", "criterio", "criterion", "coste", "funcion de coste"]),
        (Self::Classes, &["clases", "numero de clases"]),
        (Self::Range, &["rango", "entre", "limites", "valores"]),
    ];

    fn of(key: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, names)| names.contains(&key)).map(|(field, _)| *field)
    }
}
