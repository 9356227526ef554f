//! Where the texts come from: the binary, or a folder.

use std::{
    collections::BTreeSet,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use include_dir::{Dir, include_dir};

use super::{Error, Result, Source};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/lessons");

/// What a folder may hold besides lessons, each replaced as a whole.
const PARTS: [&str; 7] =
    ["ejercicios", "trampas", "fichas", "fichas.md", "checklist", "glosario.md", "errores-de-calculo.md"];

/// No text that a person wrote is larger.
const LARGEST: u64 = 4 << 20;

/// The texts. A folder replaces whole parts of ours: all lessons, all cards, the glossary. A part that it lacks is ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    folder: Option<PathBuf>,
}

impl Library {
    /// The texts inside the binary.
    #[must_use]
    pub fn embedded() -> Self {
        Self::default()
    }

    /// The texts of a folder laid out as `lessons/` is.
    ///
    /// # Errors
    /// There is no such folder, or nothing in it that belongs there.
    pub fn folder(path: impl Into<PathBuf>) -> Result<Self> {
        let path = path.into();
        let name = path.display().to_string();
        let wrong = |what: String| Err(Error::of_file(&name, what));
        match path.is_dir() {
            false if path.exists() => wrong(format!("«{name}» no es una carpeta")),
            false => wrong(format!("no existe la carpeta de lecciones «{name}»")),
            true if names_in(&path).iter().any(|name| is_lesson(name) || PARTS.contains(&name.as_str())) => {
                Ok(Self { folder: Some(path) })
            }
            true => wrong(format!("en la carpeta «{name}» no hay lecciones, ni ejercicios, ni nada que yo conozca")),
        }
    }

    /// Whether this part of the texts is the folder's own, or there is no folder.
    #[must_use]
    pub fn owns(&self, part: &str) -> bool {
        self.folder.is_none() || self.replaced(part).is_some()
    }

    /// The file with this path, its parts separated by `/`, such as `fichas/gelu.md`.
    ///
    /// # Errors
    /// There is none, or it is no text.
    pub fn file(&self, path: &str) -> Result<Source> {
        let (name, bytes) = match self.replaced(path) {
            Some(folder) => read(&folder.join(path))?,
            None => embedded(path)?,
        };
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            let line = bytes[..error.valid_up_to()].split(|&byte| byte == b'\n').count();
            Error::of_file(&name, format!("«{name}» no es texto UTF-8 (línea {line})"))
                .hint("ábrelo en tu editor y guárdalo con codificación UTF-8")
        })?;
        Source::new(name, text)
    }

    /// Whether there is a file with this path.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        match self.replaced(path) {
            Some(folder) => folder.join(path).is_file(),
            None => EMBEDDED.get_file(path).is_some(),
        }
    }

    /// Names of the files in a folder that end in `.md`, sorted, without the ending.
    #[must_use]
    pub fn pages(&self, folder: &str) -> Vec<String> {
        let page = |name: &String| name.strip_suffix(".md").map(str::to_owned);
        self.names(folder).iter().filter_map(page).collect()
    }

    /// Names of the lessons' folders, such as `01-comparar`, in order.
    #[must_use]
    pub fn lessons(&self) -> Vec<String> {
        let ours = || names_embedded("");
        let theirs = self.folder.as_deref().map(names_in).filter(|names| names.iter().any(|name| is_lesson(name)));
        theirs.unwrap_or_else(ours).into_iter().filter(|name| is_lesson(name)).collect()
    }

    /// Names of the folders in a folder that begin with a number, such as `03-relu-con-where`, in order.
    #[must_use]
    pub fn folders(&self, folder: &str) -> Vec<String> {
        self.names(folder).into_iter().filter(|name| is_lesson(name)).collect()
    }

    fn names(&self, folder: &str) -> BTreeSet<String> {
        match self.replaced(folder) {
            Some(root) => names_in(&root.join(folder)),
            None => names_embedded(folder),
        }
    }

    /// The folder that the part comes from which this path belongs to, unless it is the binary.
    fn replaced(&self, path: &str) -> Option<&Path> {
        let folder = self.folder.as_deref()?;
        let part = path.split('/').next().unwrap_or(path);
        let has = if is_lesson(part) {
            names_in(folder).iter().any(|name| is_lesson(name))
        } else {
            folder.join(part).exists()
        };
        has.then_some(folder)
    }
}

/// `01-comparar`: a number, a dash, an id.
fn is_lesson(name: &str) -> bool {
    let parts = name.split_once('-');
    parts.is_some_and(|(number, id)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) && !id.is_empty())
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn names_embedded(folder: &str) -> BTreeSet<String> {
    let dir = if folder.is_empty() { Some(&EMBEDDED) } else { EMBEDDED.get_dir(folder) };
    let entries = dir.map(Dir::entries).unwrap_or_default().iter();
    entries.filter_map(|entry| entry.path().file_name()).map(|name| name.to_string_lossy().into_owned()).collect()
}

fn embedded(path: &str) -> Result<(String, Vec<u8>)> {
    let name = format!("lessons/{path}");
    match EMBEDDED.get_file(path) {
        Some(file) => Ok((name, file.contents().to_vec())),
        None => Err(missing(&name)),
    }
}

fn read(path: &Path) -> Result<(String, Vec<u8>)> {
    // The parts of a path under `lessons/` are separated by `/`; whoever reads it sees what the system writes.
    let name = path.components().collect::<PathBuf>().display().to_string();
    let large = fs::metadata(path).is_ok_and(|file| file.len() > LARGEST);
    if large {
        return Err(Error::of_file(
            &name,
            format!("«{name}» es demasiado grande: el límite es de {} MiB", LARGEST >> 20),
        ));
    }
    match fs::read(path) {
        Ok(bytes) => Ok((name, bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(missing(&name)),
        Err(error) => Err(Error::of_file(&name, format!("no se pudo leer «{name}»: {error}"))),
    }
}

fn missing(name: &str) -> Error {
    Error::of_file(name, format!("no existe el archivo «{name}»"))
}
