//! Files that a user names: read whole, within bounds, with one line about what is wrong with one.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use super::{Failure, Kind};
use crate::{python::Program, spanish, view::Text};

/// No text that a person wrote is larger.
const LARGEST: u64 = 4 << 20;

/// What a file is to be, in the messages about one that is not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected {
    /// As in «¿Seguro que es …?»
    pub what: &'static str,
    /// The ending that may have been left out, without the dot.
    pub extension: &'static str,
    /// What to name instead of a folder.
    pub instead: &'static str,
}

/// A student's program.
const PROGRAM: Expected = Expected {
    what: "un programa de Python",
    extension: "py",
    instead: "indica el archivo `.py` que quieres ejecutar",
};

/// Reads a program; `-` is standard input.
pub(super) fn program(file: &Path) -> Result<Program, Failure> {
    let (name, source) = text(file, PROGRAM)?;
    Ok(Program { name, source, arguments: Vec::new() })
}

/// Reads a text, and says what messages call it; `-` is standard input.
pub(super) fn text(file: &Path, expected: Expected) -> Result<(String, String), Failure> {
    let (name, bytes) = if file == Path::new("-") {
        ("<stdin>".to_owned(), up_to_limit(io::stdin().lock()))
    } else {
        (file.display().to_string(), open(file).and_then(up_to_limit))
    };
    let bytes = bytes.map_err(|error| unreadable(&name, file, expected, &error))?;
    if bytes.len() as u64 > LARGEST {
        let message = format!("«{name}» es demasiado grande: el límite es de {} MiB", LARGEST >> 20);
        return Err(unusable(message, &format!("¿Seguro que es {}?", expected.what)));
    }
    let text = decode(bytes, &name)?;
    Ok((name, text))
}

fn open(file: &Path) -> io::Result<File> {
    // Windows would say that we have no right to open a folder.
    if file.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { File::open(file) }
}

fn up_to_limit(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unusable(message: String, hint: &str) -> Failure {
    Failure::new(Kind::Usage, message).hint(Text::marked(hint))
}

fn unreadable(name: &str, file: &Path, expected: Expected, error: &io::Error) -> Failure {
    let ending = expected.extension;
    match error.kind() {
        io::ErrorKind::NotFound if file.extension().is_none() && file.with_extension(ending).is_file() => unusable(
            format!("no existe «{name}», pero sí «{name}.{ending}»"),
            &format!("escribe también la extensión `.{ending}`"),
        ),
        io::ErrorKind::NotFound => {
            unusable(format!("no existe el archivo «{name}»"), "revisa el nombre y la carpeta en la que estás")
        }
        io::ErrorKind::IsADirectory => unusable(format!("«{name}» es una carpeta"), expected.instead),
        io::ErrorKind::PermissionDenied => {
            unusable(format!("no tienes permiso para leer «{name}»"), "revisa los permisos del archivo")
        }
        _ => unusable(format!("no se pudo leer «{name}»: {error}"), "revisa el archivo e inténtalo de nuevo"),
    }
}

fn decode(bytes: Vec<u8>, name: &str) -> Result<String, Failure> {
    spanish::decoded(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()].split(|&byte| byte == b'\n').count();
        let message = format!("«{name}» no es texto UTF-8 (línea {line})");
        unusable(message, "ábrelo en tu editor y guárdalo con codificación UTF-8")
    })
}
