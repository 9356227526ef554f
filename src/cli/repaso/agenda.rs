//! What is to be repeated today, and what later.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    cli::course::Outline,
    exercise::{Exercise, Exercises},
    progress::{self, DAY, Due, Progress, Repeated},
    view::{Align, Document, Table, Text},
};

/// What is to be repeated, as far as the content still has it.
pub(super) struct Agenda<'a> {
    course: &'a [Outline],
    now: u64,
    questions: Vec<(String, BTreeSet<String>)>,
    exercises: Vec<&'a Exercise>,
    /// The exercises that were passed once.
    passed: BTreeSet<String>,
    later: Vec<Due>,
    all: Vec<Due>,
}

/// `--formato json`.
#[derive(Serialize)]
pub(super) struct Data {
    #[serde(rename = "repaso")]
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    #[serde(rename = "leccion", skip_serializing_if = "Option::is_none")]
    lesson: Option<String>,
    #[serde(rename = "pregunta", skip_serializing_if = "Option::is_none")]
    question: Option<String>,
    #[serde(rename = "ejercicio", skip_serializing_if = "Option::is_none")]
    exercise: Option<String>,
    #[serde(rename = "cuando")]
    when: u64,
    #[serde(rename = "toca")]
    due: bool,
}

impl<'a> Agenda<'a> {
    /// What is due by now, or everything.
    pub(super) fn new(course: &'a [Outline], exercises: &'a Exercises, progress: &Progress, everything: bool) -> Self {
        let now = progress::now();
        let known = |due: &Due| match &due.what {
            Repeated::Question { lesson, .. } => course.iter().any(|outline| outline.front.id == *lesson),
            Repeated::Exercise(id) => exercises.iter().any(|exercise| exercise.front.id == *id),
        };
        let all: Vec<Due> = progress.repeated().into_iter().filter(known).collect();
        let (due, later): (Vec<Due>, Vec<Due>) = all.iter().cloned().partition(|due| everything || due.when <= now);
        let ids = |outline: &Outline| -> BTreeSet<String> {
            let of = |due: &Due| match &due.what {
                Repeated::Question { lesson, id } if *lesson == outline.front.id => Some(id.clone()),
                _ => None,
            };
            due.iter().filter_map(of).collect()
        };
        let questions = course.iter().map(|outline| (outline.front.id.clone(), ids(outline)));
        let wanted =
            |exercise: &&Exercise| due.iter().any(|due| due.what == Repeated::Exercise(exercise.front.id.clone()));
        Self {
            course,
            now,
            questions: questions.filter(|(_, ids)| !ids.is_empty()).collect(),
            exercises: exercises.iter().filter(wanted).collect(),
            passed: progress.exercises.iter().filter(|(_, it)| it.passed).map(|(id, _)| id.clone()).collect(),
            later,
            all,
        }
    }

    /// The questions to ask, by lesson.
    pub(super) fn questions(&self) -> &[(String, BTreeSet<String>)] {
        &self.questions
    }

    /// The whole of it, without asking anything.
    pub(super) fn document(&self) -> Document {
        let document = Document::new().heading("Repaso");
        let document = if self.questions.is_empty() { document } else { document.with(self.table()) };
        Document { blocks: [document.blocks, self.closing().blocks].concat() }
    }

    /// What stands before the questions of a lesson.
    pub(super) fn opening(&self, lesson: &str, count: usize) -> Document {
        Document::new().heading(Text::from(format!("Repaso · {}: {}", self.named(lesson), questions(count))))
    }

    /// The exercises, and what comes later.
    pub(super) fn closing(&self) -> Document {
        let mut document = Document::new();
        if !self.exercises.is_empty() {
            let mut table = Table::new().column("Ejercicio", Align::Left).column("Para repetirlo", Align::Left);
            for exercise in &self.exercises {
                // What was never passed goes on where it is.
                let action = if self.passed.contains(&exercise.front.id) { "reiniciar" } else { "siguiente" };
                let command = Text::new().code(format!("antorcha practica {action} {}", exercise.front.id));
                table = table.row([Text::marked(&exercise.front.title), command]);
            }
            document = document.with(table);
        }
        document.say(self.horizon())
    }

    /// When it goes on.
    fn horizon(&self) -> String {
        let nothing = self.questions.is_empty() && self.exercises.is_empty();
        match (self.later.first(), nothing) {
            (None, true) => {
                "No tienes nada que repasar. Lo que falles en las lecciones y en los ejercicios volverá aquí \
                             a los dos días."
                    .to_owned()
            }
            (None, false) => "Eso es todo lo que hay que repasar.".to_owned(),
            (Some(first), nothing) => {
                let today = if nothing { "Hoy no toca repasar nada. " } else { "" };
                format!("{today}Para más adelante: {}.", later(self.later.len(), &self.days(first.when)))
            }
        }
    }

    /// How long until then.
    fn days(&self, when: u64) -> String {
        match when.saturating_sub(self.now).div_ceil(DAY) {
            0 => "ya".to_owned(),
            1 => "desde mañana".to_owned(),
            days => format!("dentro de {days} días"),
        }
    }

    fn table(&self) -> Table {
        let table = Table::new().column("Lección", Align::Left).column("Vuelve a contestar", Align::Left);
        let row = |table: Table, (lesson, ids): &(String, BTreeSet<String>)| {
            table.row([Text::from(self.named(lesson)), questions(ids.len()).into()])
        };
        self.questions.iter().fold(table, row)
    }

    fn named(&self, lesson: &str) -> String {
        let outline = self.course.iter().find(|outline| outline.front.id == lesson);
        outline
            .map_or_else(|| lesson.to_owned(), |outline| format!("Lección {}, {}", outline.number, outline.front.title))
    }

    /// The same as data.
    pub(super) fn data(&self) -> Data {
        let item = |due: &Due| {
            let (lesson, question, exercise) = match due.what.clone() {
                Repeated::Question { lesson, id } => (Some(lesson), Some(id), None),
                Repeated::Exercise(id) => (None, None, Some(id)),
            };
            Item { lesson, question, exercise, when: due.when, due: due.when <= self.now }
        };
        Data { items: self.all.iter().map(item).collect() }
    }
}

fn questions(count: usize) -> String {
    if count == 1 { "1 pregunta".to_owned() } else { format!("{count} preguntas") }
}

/// What waits, and when the first of it comes.
fn later(count: usize, first: &str) -> String {
    if count == 1 { format!("una cosa, {first}") } else { format!("{count} cosas; la primera, {first}") }
}
