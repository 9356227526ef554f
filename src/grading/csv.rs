//! The grades as comma-separated values: a row per student and exercise.

use super::Report;

impl Report {
    /// The table, with a header.
    ///
    /// # Errors
    /// None of its own: the writer's.
    pub fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["alumno", "ejercicio", "estado", "superados", "casos", "detalle", "errores"])?;
        for student in &self.students {
            for grade in &student.grades {
                let (passed, cases) = (grade.passed.to_string(), grade.cases.to_string());
                let mistakes = grade.mistakes.join(" ");
                writer.write_record([
                    safe(&student.name).as_str(),
                    &grade.exercise,
                    grade.status.name(),
                    &passed,
                    &cases,
                    &safe(&grade.detail),
                    &mistakes,
                ])?;
            }
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    }
}

/// A text that no spreadsheet takes for a formula.
#[must_use]
pub fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
