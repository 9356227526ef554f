//! What a command needs to remember things: the progress, and what has to be told about it.

use std::{
    env,
    path::{Path, PathBuf},
};

use super::{Failure, Kind, Output, arguments::General};
use crate::{
    content::Library,
    progress::{self, Fault, Place, Store},
    view::{Diagnostic, Severity, Text},
};

/// The variable that `--lecciones` goes before.
const FOLDER: &str = "ANTORCHA_LECCIONES";

impl General {
    /// The progress, with what is wrong about its file told on standard error.
    pub(super) fn store(&self, output: &mut Output) -> Result<Store, Failure> {
        let mut store = self.silent_store();
        warn(&mut store, output)?;
        Ok(store)
    }

    /// The progress, with nothing told yet.
    pub(super) fn silent_store(&self) -> Store {
        Store::open(if self.sin_progreso { Place::Memory } else { Place::of_process() })
    }

    /// The folder of the texts, where it is not ours that are wanted.
    pub(super) fn content_folder(&self) -> Option<PathBuf> {
        let named = || env::var_os(FOLDER).filter(|folder| !folder.is_empty()).map(PathBuf::from);
        self.lecciones.clone().or_else(named)
    }

    /// The texts: ours, or those of a folder.
    pub(super) fn library(&self) -> Result<Library, Failure> {
        self.content_folder().as_deref().map_or_else(|| Ok(Library::embedded()), library)
    }
}

/// The texts of a folder.
pub(super) fn library(folder: &Path) -> Result<Library, Failure> {
    let hint = "para empezar una carpeta de lecciones: `antorcha autor nueva mi-leccion --en CARPETA`";
    Library::folder(folder)
        .map_err(|error| Failure::new(Kind::Usage, Text::marked(&error.message)).hint(Text::marked(hint)))
}

/// Tells what the store has to tell.
pub(super) fn warn(store: &mut Store, output: &mut Output) -> Result<(), Failure> {
    for warning in store.warnings() {
        output.report(&Diagnostic::new(Severity::Warning, warning.message).hint(warning.hint).into())?;
    }
    Ok(())
}

impl From<progress::Error> for Failure {
    fn from(error: progress::Error) -> Self {
        let kind = match error.fault {
            Fault::Input => Kind::Usage,
            Fault::System => Kind::Environment,
        };
        Self::new(kind, error.message).hint(error.hint)
    }
}
