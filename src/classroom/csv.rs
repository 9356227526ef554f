//! The class as tables for a spreadsheet.

use super::{Student, Summary};
use crate::{
    grading::{safe, table},
    progress::{Practice, Prediction},
};

type Written = Result<Vec<u8>, csv::Error>;

impl Summary {
    /// A row per student.
    ///
    /// # Errors
    /// None of its own: the writer's.
    pub fn students_csv(&self) -> Written {
        let header = [
            "alumno",
            "lecciones_terminadas",
            "preguntas_contestadas",
            "preguntas_acertadas",
            "a_la_primera",
            "pistas",
            "ejercicios_superados",
            "lista_resueltos",
            "ultima_vez",
        ];
        table(
            &header,
            self.rows.iter().map(|row| {
                let counts =
                    [row.finished, row.answered, row.right, row.at_once, row.hints as usize, row.passed, row.settled];
                let mut record = vec![safe(&row.name)];
                record.extend(counts.map(|count| count.to_string()));
                record.push(date(row.last));
                record
            }),
        )
    }
}

/// A row per student and question that was tried.
///
/// # Errors
/// None of its own: the writer's.
pub fn questions_csv(students: &[Student]) -> Written {
    let header = ["alumno", "leccion", "pregunta", "acertada", "intentos", "pistas", "ultimo_error", "ultima_vez"];
    let rows = |student: &Student| -> Vec<Vec<String>> {
        let lessons = student.progress.lessons.iter();
        let row = |lesson: &String, id: &String, prediction: &Prediction| {
            let mistake = prediction.mistake.as_deref().unwrap_or_default();
            vec![
                safe(&student.name),
                safe(lesson),
                safe(id),
                yes_no(prediction.right),
                prediction.attempts.to_string(),
                prediction.hints.to_string(),
                safe(mistake),
                date(prediction.last),
            ]
        };
        lessons.flat_map(|(lesson, kept)| kept.predictions.iter().map(move |(id, it)| row(lesson, id, it))).collect()
    };
    table(&header, students.iter().flat_map(rows))
}

/// A row per student and exercise that was tried.
///
/// # Errors
/// None of its own: the writer's.
pub fn exercises_csv(students: &[Student]) -> Written {
    let header = ["alumno", "ejercicio", "superado", "intentos", "pistas", "solucion_vista", "errores", "ultima_vez"];
    let rows = |student: &Student| -> Vec<Vec<String>> {
        let row = |(id, practice): (&String, &Practice)| {
            let mistakes: Vec<&str> = practice.mistakes.keys().map(String::as_str).collect();
            vec![
                safe(&student.name),
                safe(id),
                yes_no(practice.passed),
                practice.attempts.to_string(),
                practice.hints.to_string(),
                yes_no(practice.solution),
                safe(&mistakes.join(" ")),
                date(practice.last),
            ]
        };
        student.progress.exercises.iter().map(row).collect()
    };
    table(&header, students.iter().flat_map(rows))
}

fn yes_no(yes: bool) -> String {
    if yes { "sí" } else { "no" }.to_owned()
}

/// A day as `2026-11-26`, in universal time; nothing for never.
fn date(seconds: u64) -> String {
    let seconds = i64::try_from(seconds).ok().filter(|seconds| *seconds > 0);
    let time = seconds.and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0));
    time.map(|time| time.date_naive().to_string()).unwrap_or_default()
}
