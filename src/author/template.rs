//! A new lesson or exercise, from a template that passes the check as it stands.

use std::collections::BTreeMap;

use super::language::Lexicon;
use crate::{
    content::{Library, Result},
    lesson,
    spanish::Unclear,
};

/// What is started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A lesson.
    Lesson,
    /// An exercise.
    Exercise,
}

/// A text to start from: its folder, and its files with their texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// The folder, below that of the texts: `ejercicios/01-recorta`.
    pub folder: String,
    /// Its files.
    pub files: BTreeMap<String, String>,
}

impl Kind {
    fn template(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Lesson => ("autores/plantillas/leccion", &["leccion.md"]),
            Self::Exercise => {
                ("autores/plantillas/ejercicio", &["ejercicio.md", "inicio.py", "solucion.py", "pruebas.py"])
            }
        }
    }
}

/// A name that a folder and a command can bear.
///
/// # Errors
/// It is none.
pub fn name(id: &str) -> std::result::Result<(), Unclear> {
    let slug = lesson::slug(id);
    let right = id == slug && id.starts_with(|c: char| c.is_ascii_lowercase());
    let example = if slug.starts_with(|c: char| c.is_ascii_lowercase()) { slug } else { "mi-leccion".to_owned() };
    let hint = format!("empieza por una letra y lleva solo letras minúsculas sin tilde, cifras y guiones: {example}");
    if right { Ok(()) } else { Err(Unclear::new(format!("«{id}» no sirve de nombre"), hint)) }
}

/// The title that a name stands for: `mi-leccion` is «Mi lección».
fn titled(id: &str) -> String {
    let words = id.replace('-', " ");
    let spelled = Lexicon::read(&Library::embedded()).map_or(words.clone(), |lexicon| lexicon.spelled(&words));
    lesson::capital(&spelled)
}

/// A new text. `folders` are those that there are where it will stand; it takes the number behind the last.
///
/// # Errors
/// The name is no name, or is taken.
pub fn start(
    kind: Kind,
    id: &str,
    title: Option<&str>,
    folders: &[String],
    library: &Library,
) -> std::result::Result<Started, Unclear> {
    name(id)?;
    let split =
        |folder: &String| folder.split_once('-').map(|(number, id)| (number.parse().unwrap_or(0), id.to_owned()));
    let there: Vec<(usize, String)> = folders.iter().filter_map(split).collect();
    if there.iter().any(|(_, other)| other == id) {
        return Err(Unclear::new(format!("ya hay algo que se llama «{id}» en esa carpeta"), "elige otro nombre"));
    }
    let number = there.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
    let title = title.map_or_else(|| titled(id), str::to_owned);
    let lesson = lesson::entries(library).first().map_or_else(String::new, |entry| entry.id.clone());
    // A title is one line of TOML's text; it is put in last, so that nothing in it is taken for a gap.
    let title = title.replace('"', "'").replace('\\', "\\\\").split_whitespace().collect::<Vec<_>>().join(" ");
    let filled = |text: &str| text.replace("@id@", id).replace("@leccion@", &lesson).replace("@titulo@", &title);
    let (template, names) = kind.template();
    let file =
        |name: &&str| Ok((name.to_string(), filled(&Library::embedded().file(&format!("{template}/{name}"))?.text)));
    let files: Result<BTreeMap<String, String>> = names.iter().map(file).collect();
    let files = files.map_err(|error| Unclear::new(error.message, "vuelve a instalar Antorcha"))?;
    let part = if kind == Kind::Exercise { "ejercicios/" } else { "" };
    Ok(Started { folder: format!("{part}{number:02}-{id}"), files })
}
