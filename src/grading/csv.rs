//! The grades as comma-separated values: a row per student and exercise.

use super::{Grade, Report, Student};

impl Report {
    /// The table, with a header.
    ///
    /// # Errors
    /// None of its own: the writer's.
    pub fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        let header = ["alumno", "ejercicio", "estado", "superados", "casos", "detalle", "errores"];
        let row = |student: &Student, grade: &Grade| {
            vec![
                safe(&student.name),
                grade.exercise.clone(),
                grade.status.name().to_owned(),
                grade.passed.to_string(),
                grade.cases.to_string(),
                safe(&grade.detail),
                grade.mistakes.join(" "),
            ]
        };
        let rows = self.students.iter().flat_map(|student| student.grades.iter().map(move |grade| row(student, grade)));
        table(&header, rows)
    }
}

/// A header and its rows, quoted where they need it.
///
/// # Errors
/// None of its own: the writer's.
pub fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// A text that no spreadsheet takes for a formula.
#[must_use]
pub fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
