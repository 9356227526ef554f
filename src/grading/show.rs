//! The grades on the screen.

use super::{Report, Status};
use crate::view::{Align, Document, Role, Table, Text, cell};

/// So many frequent mistakes are shown.
const SHOWN: usize = 5;

impl Report {
    /// A row per student, what was passed of each exercise, and what goes wrong most often.
    #[must_use]
    pub fn document(&self) -> Document {
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
        let mut exercises = Table::new().column("Ejercicio", Align::Left).column("Lo superan", Align::Right);
        for (index, exercise) in self.exercises.iter().enumerate() {
            let passed = format!("{} de {}", self.passed(index), self.students.len());
            exercises = exercises.row([Text::new().code(exercise), passed.into()]);
        }
        let document = Document::new().heading("Calificaciones").with(students).with(exercises);
        self.frequent(document)
    }

    fn frequent(&self, document: Document) -> Document {
        if self.mistakes.is_empty() {
            return document;
        }
        let mut table = Table::new()
            .column("Error frecuente", Align::Left)
            .column("Ejercicio", Align::Left)
            .column("Alumnos", Align::Right);
        for mistake in self.mistakes.iter().take(SHOWN) {
            let (name, exercise) = (Text::new().code(&mistake.mistake), Text::new().code(&mistake.exercise));
            table = table.row([name, exercise, mistake.students.to_string().into()]);
        }
        document.with(table)
    }
}
