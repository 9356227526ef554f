//! The grades on the screen.

use super::{Mistake, Report, Status};
use crate::{
    exercise::Exercise,
    view::{Align, Document, Role, Section, Table, Text, cell},
};

/// So many frequent mistakes are shown.
const SHOWN: usize = 5;

impl Report {
    /// A row per student, what was passed of each exercise, and what goes wrong most often.
    #[must_use]
    pub fn document(&self, exercises: &[&Exercise]) -> Document {
        let total = self.exercises.len();
        let mut students = Table::new()
            .column("Alumno", Align::Left)
            .column("Superados", Align::Right)
            .column("Sin superar", Align::Left);
        for student in &self.students {
            let open = student.grades.len() - student.passed();
            let first = student.grades.iter().find(|grade| grade.status != Status::Passed);
            let open = match first {
                None => cell(Role::Positive, "ninguno"),
                Some(grade) if open == 1 => format!("{} ({})", grade.exercise, grade.status.name()).into(),
                Some(grade) => format!("{} ({}) y {} más", grade.exercise, grade.status.name(), open - 1).into(),
            };
            students = students.row([
                Text::from(student.name.as_str()),
                format!("{} de {total}", student.passed()).into(),
                open,
            ]);
        }
        let mut passed = Table::new().column("Ejercicio", Align::Left).column("Lo superan", Align::Right);
        for (index, exercise) in self.exercises.iter().enumerate() {
            let count = format!("{} de {}", self.passed(index), self.students.len());
            passed = passed.row([Text::new().code(exercise), count.into()]);
        }
        let document = Document::new().heading("Calificaciones").with(students).with(passed);
        self.frequent(exercises).into_iter().fold(document, Document::with)
    }

    fn frequent(&self, exercises: &[&Exercise]) -> Option<Section> {
        let told = |mistake: &Mistake| {
            let exercise = exercises.iter().find(|exercise| exercise.front.id == mistake.exercise)?;
            let known = exercise.mistakes.iter().find(|known| known.id == mistake.mistake)?;
            let students =
                if mistake.students == 1 { "1 alumno".into() } else { format!("{} alumnos", mistake.students) };
            let text = Text::new().emphasis(students).say(", ").code(&mistake.exercise).say(": ");
            Some(text.join(Text::marked(known.message.trim())))
        };
        let list = Document::new().list(false, self.mistakes.iter().take(SHOWN).filter_map(told));
        let title = "Errores más frecuentes".into();
        (!self.mistakes.is_empty()).then_some(Section { title, body: list.blocks })
    }
}
