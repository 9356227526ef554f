//! Who runs the Python of the checklist.

use std::time::Duration;

use crate::{
    content,
    guard::{self, Ending, Notebook},
    python::CellResult,
};

/// No example and no proof is meant to take longer.
const LIMIT: Duration = Duration::from_secs(20);

/// Why something of the checklist cannot be shown.
#[derive(Debug)]
pub enum Failure {
    /// Its text is wrong.
    Content(content::Error),
    /// Its Python cannot be started.
    Start(guard::Failure),
}

impl From<content::Error> for Failure {
    fn from(error: content::Error) -> Self {
        Self::Content(error)
    }
}

/// Who runs a notebook: the guarded child, or in tests this process.
#[derive(Clone, Copy, Debug)]
pub struct Kernel(fn(&Notebook) -> Result<Vec<CellResult>, Failure>);

impl Kernel {
    /// Runs in the guarded child.
    #[must_use]
    pub fn guarded() -> Self {
        Self(|notebook| {
            let mut bounded = notebook.clone();
            bounded.limits.time = Some(LIMIT);
            let (results, ending) = bounded.run(|_, _| {}).map_err(Failure::Start)?;
            // What is missing is told by who needs it.
            match ending {
                Ending::Outcome(_) => Ok(results),
                _ => Ok(Vec::new()),
            }
        })
    }

    /// Runs in this process: for tests.
    #[must_use]
    pub fn here() -> Self {
        Self(|notebook| Ok(notebook.run_here()))
    }

    /// Runs a notebook. There are fewer results than cells where it did not come to its end.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn run(self, notebook: &Notebook) -> Result<Vec<CellResult>, Failure> {
        (self.0)(notebook)
    }
}
