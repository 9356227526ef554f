//! Notebooks of our own, run in the guarded child.

use std::time::Duration;

use serde::Serialize;

use super::{Answer, Failure, Format, Kind, Output, panics};
use crate::{
    guard::{Ending, Notebook},
    python::CellResult,
    view::{Document, Text},
};

/// Time that anything of ours may take.
const LIMIT: Duration = Duration::from_mins(2);

/// Runs a notebook; `each` gets what came of a cell as soon as it is there.
///
/// # Errors
/// The child cannot be started, or it did not reach the end of the notebook. A cell that raised is no failure here.
pub(super) fn run(notebook: &Notebook, each: impl FnMut(usize, &CellResult)) -> Result<Vec<CellResult>, Failure> {
    let mut bounded = notebook.clone();
    bounded.limits.time = bounded.limits.time.or(Some(LIMIT));
    let (results, ending) = bounded.run(each).map_err(|error| {
        Failure::new(Kind::Environment, "no se pudo iniciar el proceso que hace los cálculos")
            .hint(Text::new().say("el sistema dice: ").code(error.to_string()))
    })?;
    match ending {
        Ending::Outcome(_) => Ok(results),
        Ending::TimeLimit(_) => Err(Failure::new(Kind::Time, "los cálculos tardaron demasiado y se detuvieron")
            .hint("prueba con menos puntos, menos épocas o una red más pequeña")),
        Ending::MemoryLimit | Ending::StackLimit => {
            Err(Failure::new(Kind::Environment, "los cálculos necesitan más memoria de la que hay")
                .hint("prueba con números más pequeños"))
        }
        Ending::Bug(text) => Err(panics::failure(text.trim())),
    }
}

/// What to say when a cell of a program that we wrote raised.
pub(super) fn unexpected(results: &[CellResult]) -> Failure {
    let error = results.iter().find_map(|result| result.error.as_ref());
    panics::failure(&error.map_or_else(|| "faltan resultados".to_owned(), ToString::to_string))
}

/// `--formato json` of what was computed: its data, the program that gives them, what is said about it.
#[derive(Serialize)]
struct Computed<'a, T> {
    #[serde(flatten)]
    data: &'a T,
    #[serde(rename = "programa")]
    program: String,
    #[serde(flatten)]
    document: &'a Document,
}

/// Shows what was computed, in the form that was asked for.
pub(super) fn show(data: &impl Serialize, program: String, document: &Document, output: &mut Output) -> Answer {
    match output.format() {
        Format::Text => output.show(document)?,
        Format::Json => output.json(&Computed { data, program, document })?,
    }
    Ok(0)
}
