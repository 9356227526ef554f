//! What goes wrong with the file, in Spanish.

use std::{fmt, io, path::Path};

/// Whose fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What was given: a file to import, a name.
    Input,
    /// The machine, or what it holds.
    System,
}

/// Something went wrong. Both texts are plain: they may hold names of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Whose fault.
    pub fault: Fault,
    /// One sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl Error {
    /// What was given is no good.
    pub(super) fn input(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { fault: Fault::Input, message: message.into(), hint: hint.into() }
    }

    /// The machine does not let us, or holds something strange.
    pub(super) fn system(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { fault: Fault::System, message: message.into(), hint: hint.into() }
    }

    /// The progress cannot be kept at `path`.
    pub(super) fn unkept(path: &Path, error: &io::Error) -> Self {
        Self::system(
            format!("no puedo guardar tu progreso en «{}»: {}", path.display(), reason(error)),
            "puedes seguir, pero esta vez no se guardará; con ANTORCHA_DATOS eliges otra carpeta",
        )
    }

    /// The progress is there and cannot be read.
    pub(super) fn unread(path: &Path, error: &io::Error) -> Self {
        Self::system(
            format!("no puedo leer tu progreso en «{}»: {}", path.display(), reason(error)),
            "puedes seguir, pero esta vez no se guardará; con ANTORCHA_DATOS eliges otra carpeta",
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.message, self.hint)
    }
}

impl std::error::Error for Error {}

/// What the system says, in Spanish where it is something usual.
#[must_use]
pub fn reason(error: &io::Error) -> String {
    let known = match error.kind() {
        io::ErrorKind::NotFound => "no existe",
        io::ErrorKind::PermissionDenied => "no tienes permiso",
        io::ErrorKind::ReadOnlyFilesystem => "el disco es de solo lectura",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "no queda sitio en el disco",
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => "hay un archivo donde debería haber una carpeta",
        io::ErrorKind::IsADirectory => "es una carpeta",
        io::ErrorKind::TimedOut => "otra sesión de Antorcha lo tiene ocupado",
        io::ErrorKind::InvalidInput => "no es un archivo normal",
        _ => return error.to_string(),
    };
    known.to_owned()
}
