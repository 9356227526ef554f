//! What came of running a page.

use serde::Serialize;

use super::{
    Pitfall, Program, Purpose,
    page::{Part, failed},
};
use crate::{
    content,
    explain::errors,
    guard::{self, Limits, Notebook},
    python::{CellResult, PythonError},
};

/// No program of a page is meant to take longer, in milliseconds.
const LONGEST: u64 = 20_000;

/// A page that could not be shown.
#[derive(Debug)]
pub enum Failure {
    /// Its programs could not be started.
    NotStarted(guard::Failure),
    /// Its programs do not do what it says of them.
    Wrong(content::Error),
}

/// What came of the programs and the predictions of a page.
#[derive(Clone, Debug)]
pub struct Played {
    /// The programs, in the order of the page.
    pub programs: Vec<Ran>,
    /// The values that the prose below each program asks for.
    pub(super) values: Vec<Vec<CellResult>>,
    /// What came of each prediction.
    pub(super) predictions: Vec<Vec<CellResult>>,
}

/// What came of a program.
#[derive(Clone, Debug, Serialize)]
pub struct Ran {
    /// What it is for.
    #[serde(rename = "papel")]
    pub purpose: Purpose,
    /// Its source.
    #[serde(rename = "fuente")]
    pub source: String,
    /// What it printed.
    #[serde(rename = "salida")]
    pub output: String,
    /// What it wrote to `sys.stderr`: warnings.
    #[serde(rename = "avisos")]
    pub warnings: String,
    /// The traceback that it ended in.
    #[serde(rename = "traza", skip_serializing_if = "Option::is_none")]
    pub traceback: Option<String>,
    /// What that means, and what to do.
    #[serde(rename = "explicacion", skip_serializing_if = "Option::is_none")]
    pub help: Option<Help>,
}

/// What an error means, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Help {
    /// What happened.
    #[serde(rename = "que_pasa")]
    pub what: String,
    /// What to do.
    #[serde(rename = "pista")]
    pub hint: String,
}

impl From<content::Error> for Failure {
    fn from(error: content::Error) -> Self {
        Self::Wrong(error)
    }
}

impl Pitfall {
    /// Runs its programs, each in a process of its own.
    ///
    /// # Errors
    /// One cannot be started, or does not do what the page says.
    pub fn play(&self) -> Result<Played, Failure> {
        self.play_with(|notebook| notebook.run(|_, _| ()).map(|(results, _)| results).map_err(Failure::NotStarted))
    }

    /// The same, with each notebook run by `run`.
    pub(super) fn play_with(
        &self,
        run: impl Fn(&Notebook) -> Result<Vec<CellResult>, Failure>,
    ) -> Result<Played, Failure> {
        let mut played = Played { programs: Vec::new(), values: Vec::new(), predictions: Vec::new() };
        for (program, notebook) in self.programs().zip(self.notebooks()?) {
            let mut results = run(&notebook)?.into_iter();
            played.programs.push(self.ran(program, results.next())?);
            played.values.push(results.collect());
        }
        for part in &self.parts {
            if let Part::Prediction(prediction) = part {
                played.predictions.push(run(&bounded(prediction.notebook()))?);
            }
        }
        Ok(played)
    }

    /// A notebook a program: the program, then what the prose below it asks for.
    fn notebooks(&self) -> content::Result<Vec<Notebook>> {
        let mut notebooks: Vec<Notebook> = Vec::new();
        for part in &self.parts {
            match part {
                Part::Program(program) => {
                    let mut notebook = bounded(Notebook::new(program.file()));
                    notebook.code(&program.source);
                    notebooks.push(notebook);
                }
                Part::Prose(_, placeholders) => {
                    for placeholder in placeholders {
                        let Some(notebook) = notebooks.last_mut() else {
                            let message = "esto pide un valor y encima no hay ningún programa";
                            return Err(self.source.error(placeholder.range.clone(), message));
                        };
                        notebook.value(&placeholder.expression);
                    }
                }
                Part::Section(_) | Part::Prediction(_) => {}
            }
        }
        Ok(notebooks)
    }

    /// What came of a program, if it ended as the page says.
    fn ran(&self, program: &Program, result: Option<CellResult>) -> content::Result<Ran> {
        let wrong = |why: &str| failed(&self.source, program.at.clone(), "este programa no hace lo que dice", why);
        let result = result.ok_or_else(|| wrong("no termina bien"))?;
        match (&program.raises, &result.error) {
            (None, Some(error)) => return Err(wrong(&format!("falla con {}: {}", error.kind, error.message))),
            (Some(kind), None) => return Err(wrong(&format!("tenía que fallar con {kind}"))),
            (Some(kind), Some(error)) if *kind != error.kind => {
                return Err(wrong(&format!("tenía que fallar con {kind}, y falla con {}", error.kind)));
            }
            _ => {}
        }
        Ok(Ran {
            purpose: program.purpose,
            source: program.source.clone(),
            output: result.stdout,
            warnings: result.stderr,
            traceback: result.error.as_ref().map(ToString::to_string),
            help: result.error.as_ref().and_then(|error| help(error, &program.source)),
        })
    }
}

fn bounded(mut notebook: Notebook) -> Notebook {
    notebook.limits = Limits { time: Some(std::time::Duration::from_millis(LONGEST)), ..Limits::default() };
    notebook
}

fn help(error: &PythonError, source: &str) -> Option<Help> {
    errors::help(error, source).map(|help| Help { what: help.what, hint: help.hint })
}
