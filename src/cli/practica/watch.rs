//! Checks each file as soon as it is saved.

use std::{
    collections::HashMap,
    fs,
    path::Path,
    thread,
    time::{Duration, SystemTime},
};

use super::{
    Practice,
    workspace::{Workspace, missing},
};
use crate::{
    cli::{Answer, Failure, Output},
    exercise::Exercise,
    view::{Document, Text},
};

/// Time between two looks. Asking for the times of some files costs nothing, and works on every file system.
const INTERVAL: Duration = Duration::from_millis(300);

/// A file that is not there at so many looks is gone; at one, an editor may be about to put a new one in its place.
const GONE: usize = 3;

/// When a file was written last, and how long it is.
type Stamp = (SystemTime, u64);

impl Practice<'_> {
    /// Checks each file as soon as it is saved, until the student stops it. What comes next is for the student to say.
    pub(super) fn watch(&mut self, output: &mut Output) -> Answer {
        let workspace = self.workspace()?;
        let exercises: Vec<Exercise> = self.exercises.iter().cloned().collect();
        let mut seen = stamps(&exercises, &workspace);
        let folder = Text::new().say("Vigilo ").code(workspace.folder().display().to_string());
        output.show(&Document::new().say(folder.say(". Guarda un ejercicio y lo compruebo; Ctrl-C para terminar.")))?;
        let mut absent: HashMap<&str, usize> = HashMap::new();
        loop {
            thread::sleep(INTERVAL);
            let now = stamps(&exercises, &workspace);
            for exercise in &exercises {
                let id = exercise.front.id.as_str();
                match (now.get(id), seen.get(id)) {
                    (Some(stamp), before) if Some(stamp) != before => self.saved(exercise, &workspace, output)?,
                    (None, Some(_)) => {
                        let looks = absent.entry(id).or_default();
                        *looks += 1;
                        if *looks == GONE {
                            output.report(&missing(exercise).diagnostic().into())?;
                        }
                        continue;
                    }
                    _ => {}
                }
                absent.remove(id);
            }
            seen.extend(now);
        }
    }

    fn saved(&mut self, exercise: &Exercise, workspace: &Workspace, output: &mut Output) -> Result<(), Failure> {
        // The window may have another size by now.
        *output = Output::of_process(self.general.wishes(), self.general.formato);
        // A file that an editor is just writing is looked at again when it is whole.
        if let Err(failure) = self.check_one(exercise, workspace, output) {
            output.report(&failure.diagnostic().into())?;
        }
        Ok(())
    }
}

fn stamps(exercises: &[Exercise], workspace: &Workspace) -> HashMap<String, Stamp> {
    let entry = |exercise: &Exercise| Some((exercise.front.id.clone(), stamp(&workspace.path(exercise))?));
    exercises.iter().filter_map(entry).collect()
}

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
