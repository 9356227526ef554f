//! All findings, and how much was looked at.

use serde::Serialize;

use super::Finding;
use crate::view::{Document, NoteKind, Role, Text};

/// What came of a check.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// What is wrong, by file and from top to bottom.
    #[serde(rename = "hallazgos")]
    pub findings: Vec<Finding>,
    /// How many of each kind of text were looked at.
    #[serde(rename = "mirado")]
    pub counts: Counts,
    /// Whether the start and every mistake of the exercises were tried, too.
    #[serde(rename = "completo")]
    pub complete: bool,
}

/// How many of each kind of text there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Lessons.
    #[serde(rename = "lecciones")]
    pub lessons: usize,
    /// Questions in them and on pages of pitfalls.
    #[serde(rename = "preguntas")]
    pub questions: usize,
    /// Exercises.
    #[serde(rename = "ejercicios")]
    pub exercises: usize,
    /// Pages of pitfalls.
    #[serde(rename = "trampas")]
    pub pitfalls: usize,
    /// Cards.
    #[serde(rename = "fichas")]
    pub cards: usize,
    /// Items of the checklist.
    #[serde(rename = "puntos")]
    pub items: usize,
    /// Terms of the glossary.
    #[serde(rename = "terminos")]
    pub terms: usize,
}

impl Report {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// The findings and the sum.
    #[must_use]
    pub fn document(&self) -> Document {
        let findings = self.findings.iter().map(Finding::diagnostic);
        let document = findings.fold(Document::new(), Document::with).say(self.sum());
        if self.complete || self.counts.exercises == 0 {
            return document;
        }
        let said = "no he probado los errores de cada ejercicio ni su archivo de inicio; sin `--rapido`, sí.";
        document.note(NoteKind::Note, Text::marked(said))
    }

    fn sum(&self) -> Text {
        let seen = self.counts.told();
        match self.findings.len() {
            0 => Text::new().with(Role::Positive, "✔ ").say(format!("Todo bien: {seen}.")),
            1 => Text::from(format!("Hay 1 cosa que arreglar. He mirado {seen}.")),
            count => Text::from(format!("Hay {count} cosas que arreglar. He mirado {seen}.")),
        }
    }
}

impl Counts {
    /// `1 lección, 3 preguntas y 2 ejercicios`
    fn told(self) -> String {
        let kinds = [
            (self.lessons, "lección", "lecciones"),
            (self.questions, "pregunta", "preguntas"),
            (self.exercises, "ejercicio", "ejercicios"),
            (self.pitfalls, "trampa", "trampas"),
            (self.cards, "ficha", "fichas"),
            (self.items, "punto de la lista", "puntos de la lista"),
            (self.terms, "término", "términos"),
        ];
        let there = kinds.into_iter().filter(|(count, ..)| *count > 0);
        let parts: Vec<String> =
            there.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many })).collect();
        match parts.split_last() {
            None => "lo que hay, y no se puede leer".to_owned(),
            Some((only, [])) => only.clone(),
            Some((last, others)) => format!("{} y {last}", others.join(", ")),
        }
    }
}
