//! Files that teachers name: what cannot be read or written is told in a line, and what is written is written whole.

use std::{fs, io, path::Path};

use super::{Failure, Kind};
use crate::progress::{reason, rename};

/// Writes a file in one move, so that a run that is killed leaves none that is half written.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fresh = path.with_extension("nuevo");
    fs::write(&fresh, bytes).and_then(|()| rename(&fresh, path)).map_err(|error| unwritable(path, &error))
}

pub(super) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "no existe su carpeta".to_owned(),
        _ => reason(error),
    };
    Failure::new(Kind::Environment, format!("no se pudo escribir «{}»: {why}", path.display())).hint("elige otro sitio")
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!("no existe «{}»", path.display()),
        io::ErrorKind::PermissionDenied => format!("no tienes permiso para leer «{}»", path.display()),
        _ => format!("no se pudo leer «{}»: {error}", path.display()),
    };
    Failure::new(Kind::Usage, message).hint("comprueba cómo se llama y dónde está")
}
