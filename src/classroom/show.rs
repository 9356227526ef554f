//! The class on the screen.

use super::{Difficult, Misconception, Row, Summary, Syllabus, summary::EXERCISES};
use crate::view::{Align, Document, Role, Section, Table, Text, cell};

/// So many difficulties and mistakes are shown.
const SHOWN: usize = 5;

/// What questions and mistakes are in words, for whoever did not write them.
pub trait Words {
    /// What is asked.
    fn question(&self, lesson: &str, id: &str) -> Option<Text>;
    /// What a mistake shows about the student's thinking.
    fn mistake(&self, lesson: &str, id: &str, mistake: &str) -> Option<Text>;
}

impl Summary {
    /// A row per student, and what goes wrong most often.
    #[must_use]
    pub fn document(&self, syllabus: &Syllabus, words: &dyn Words) -> Document {
        let class = match self.rows.len() {
            1 => "1 alumno".to_owned(),
            count => format!("{count} alumnos"),
        };
        let mut document = Document::new().heading(format!("La clase: {class}")).with(self.table(syllabus));
        if !self.difficult.is_empty() {
            document = document.with(Section {
                title: "Lo que más cuesta".into(),
                body: vec![difficulties(&self.difficult, syllabus, words).into()],
            });
        }
        if !self.misconceptions.is_empty() {
            let body = self.misconceptions.iter().take(SHOWN).map(|it| misconception(it, syllabus, words));
            let list = Document::new().list(false, body);
            document = document.with(Section { title: "Ideas equivocadas más frecuentes".into(), body: list.blocks });
        }
        document
    }

    fn table(&self, syllabus: &Syllabus) -> Table {
        let table = Table::new().column("Alumno", Align::Left).column("Lecciones", Align::Left);
        let table = table.column("A la primera", Align::Left).column("Ejercicios", Align::Left);
        let table = table.column("Lista", Align::Left);
        self.rows.iter().fold(table, |table, row| table.row(cells(row, syllabus)))
    }
}

fn cells(row: &Row, syllabus: &Syllabus) -> [Text; 5] {
    let of = |done: usize, total: usize| match done {
        0 => cell(Role::Muted, format!("0 de {total}")),
        done if done == total => cell(Role::Positive, format!("{done} de {total}")),
        done => format!("{done} de {total}").into(),
    };
    [
        row.name.as_str().into(),
        of(row.finished, syllabus.lessons.len()),
        of(row.at_once, row.answered),
        of(row.passed, syllabus.exercises.len()),
        of(row.settled, syllabus.items),
    ]
}

fn difficulties(difficult: &[Difficult], syllabus: &Syllabus, words: &dyn Words) -> Table {
    let table = Table::new()
        .column("Dónde", Align::Left)
        .column("Pregunta", Align::Left)
        .column("Con algún fallo", Align::Left);
    difficult.iter().take(SHOWN).fold(table, |table, row| {
        let failed = format!("{} de {}", row.failed, row.tried);
        table.row([place(&row.lesson, syllabus), asked(&row.lesson, &row.id, syllabus, words), failed.into()])
    })
}

/// `3 alumnos, lección 2 («¿Cuánto vale z?»): has olvidado el sesgo`
fn misconception(row: &Misconception, syllabus: &Syllabus, words: &dyn Words) -> Text {
    let students = if row.students == 1 { "1 alumno".to_owned() } else { format!("{} alumnos", row.students) };
    let asked = asked(&row.lesson, &row.id, syllabus, words);
    let text =
        Text::new().emphasis(students).say(", ").join(place(&row.lesson, syllabus)).say(", «").join(asked).say("»: ");
    match (row.mistake.as_str(), words.mistake(&row.lesson, &row.id, &row.mistake)) {
        ("solucion", _) if row.students == 1 => text.say("ha mirado la solución."),
        ("solucion", _) => text.say("han mirado la solución."),
        (_, Some(message)) => text.join(message),
        (name, None) => text.code(name),
    }
}

fn place(lesson: &str, syllabus: &Syllabus) -> Text {
    if lesson == EXERCISES {
        return "ejercicio".into();
    }
    match syllabus.lessons.iter().position(|unit| unit.id == lesson) {
        Some(index) => format!("lección {}", index + 1).into(),
        None => Text::new().code(lesson),
    }
}

fn asked(lesson: &str, id: &str, syllabus: &Syllabus, words: &dyn Words) -> Text {
    let exercise = || syllabus.exercises.iter().find(|unit| lesson == EXERCISES && unit.id == id);
    let title = || exercise().map(|unit| Text::marked(&unit.title));
    words.question(lesson, id).or_else(title).unwrap_or_else(|| Text::new().code(id))
}
