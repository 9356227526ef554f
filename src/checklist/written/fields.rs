//! What an entry and the lines below it say.

use super::{answers, entry::Entry};
use crate::{
    checklist::{Answer, Choice, Claim, Outputs, says_something},
    spanish::Unclear,
};

/// What an entry says.
#[derive(Default)]
pub(super) struct Fields {
    /// The claim.
    pub claim: Claim,
    /// Two answers in one place.
    pub clash: Option<(Answer, Answer)>,
    /// Lines below it that are not understood.
    pub unclear: Vec<(Entry, Unclear)>,
    reasons: Vec<String>,
    choice: Choice,
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

/// Its names, folded.
const NAMES: [(Field, &[&str]); 7] = [
    (Field::Answer, &["respuesta", "estado", "r"]),
    (
        Field::Reason,
        &["por que", "porque", "justificacion", "motivo", "razon", "nota", "notas", "explicacion", "comentario"],
    ),
    (Field::Problem, &["problema", "tipo de problema", "tipo", "tarea"]),
    (
        Field::Output,
        &["salida", "activacion", "activacion de salida", "activacion de la salida", "ultima capa", "output"],
    ),
    (Field::Loss, &["perdida", "funcion de perdida", "loss", "criterio", "criterion", "coste", "funcion de coste"]),
    (Field::Classes, &["clases", "numero de clases"]),
    (Field::Range, &["rango", "entre", "limites", "valores"]),
];

impl Field {
    fn of(key: &str) -> Option<Self> {
        NAMES.iter().find(|(_, names)| names.contains(&key)).map(|(field, _)| *field)
    }
}

impl Fields {
    /// What an entry says.
    pub fn of(entry: &Entry, outputs: &Outputs) -> Self {
        let mut fields =
            Self { clash: entry.clash, reasons: entry.reason.iter().cloned().collect(), ..Self::default() };
        fields.answer(entry.answer);
        for note in &entry.notes {
            fields.note(note, outputs);
        }
        fields.conclude(&entry.text, outputs);
        fields
    }

    fn answer(&mut self, answer: Option<Answer>) {
        let Some(answer) = answer else { return };
        match self.claim.answer {
            Some(before) if before != answer => self.clash = Some((before, answer)),
            _ => self.claim.answer = Some(answer),
        }
    }

    fn note(&mut self, note: &Entry, outputs: &Outputs) {
        let said = note.whole.trim();
        let named = said.split_once(':').and_then(|(key, value)| Some((Field::of(&answers::key(key))?, value.trim())));
        match named {
            Some((_, "")) => {}
            Some((field, value)) => {
                if let Err(unclear) = self.field(field, value, outputs) {
                    self.unclear.push((note.clone(), unclear));
                }
            }
            None => match Answer::read(said).filter(|_| self.claim.answer.is_none()) {
                Some(answer) => self.answer(Some(answer)),
                None => self.reasons.push(said.to_owned()),
            },
        }
    }

    fn field(&mut self, field: Field, value: &str, outputs: &Outputs) -> Result<(), Unclear> {
        let choice = &mut self.choice;
        match field {
            Field::Answer => {
                let unclear =
                    || Unclear::new("no entiendo esta respuesta", "escribe sí, no, parcial, no aplica o no sé");
                let (answer, reason) = answers::with_reason(value).ok_or_else(unclear)?;
                self.answer(Some(answer));
                self.reasons.extend(reason);
            }
            Field::Reason => self.reasons.push(value.to_owned()),
            Field::Problem => choice.problem = outputs.read_problem(value)?,
            Field::Output => choice.output = outputs.read_output(value)?,
            Field::Loss => choice.loss = outputs.read_loss(value)?,
            Field::Classes => choice.classes = Some(Choice::read_classes(value)?),
            Field::Range => choice.range = Some(Choice::read_range(value)?),
        }
        Ok(())
    }

    /// The reason and the combination out of all that was said.
    fn conclude(&mut self, text: &str, outputs: &Outputs) {
        let reason = self.reasons.iter().map(|reason| reason.trim()).filter(|reason| !reason.is_empty());
        let reason = reason.collect::<Vec<_>>().join(" ");
        let choice = std::mem::take(&mut self.choice);
        let complete = [&choice.problem, &choice.output, &choice.loss].iter().all(|name| !name.is_empty());
        self.claim.choice = if complete { Some(choice) } else { outputs.mentioned(&format!("{text} {reason}")) };
        self.claim.reason = says_something(&reason, "").then_some(reason);
    }
}
