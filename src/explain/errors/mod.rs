//! From a Python exception to what happened and what to do, in Spanish.
//!
//! The message stays as Python and PyTorch word it, since that is what students will meet; this stands below it.

mod pattern;
mod suggest;
mod table;
#[cfg(test)]
mod tests;

use pattern::Captures;
pub use suggest::{confused, is_absent, suggestions, written_out};
pub(super) use table::fill;
use table::{Entry, POINTER, entries};

use crate::{
    python::{Frame, PythonError, advice},
    view::{Document, Role, Text},
};

/// A line with more bytes is none that a person wrote.
const LONGEST_LINE: usize = 400;

/// What happened and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// The name of the entry that it comes from, if one knows the error.
    pub id: Option<String>,
    /// What happened.
    pub what: String,
    /// What to do.
    pub hint: String,
}

impl Help {
    /// As the lines below a message.
    #[must_use]
    pub fn document(&self) -> Document {
        let line = |label: &str, text: &str| (Text::new().with(Role::Hint, label), Text::marked(text));
        Document::new().entries([line("= qué pasa:", &self.what), line("= pista:", &self.hint)])
    }
}

/// Explains an exception that ended a program, whose source is `source`. `None` where there is nothing to explain:
/// the student stopped the program.
#[must_use]
pub fn help(error: &PythonError, source: &str) -> Option<Help> {
    if error.is("KeyboardInterrupt") {
        return None;
    }
    Some(known(error, source).unwrap_or_else(|| unknown(error)))
}

fn known(error: &PythonError, source: &str) -> Option<Help> {
    let kinds: Vec<&str> = error.ancestors.iter().map(String::as_str).chain([error.kind.as_str()]).collect();
    entries().iter().find_map(|entry| {
        if entry.module.is_some() && entry.module != error.module {
            return None;
        }
        let captures = entry.matches(&kinds, &error.message)?;
        explained(entry, captures, error, source)
    })
}

/// The entry's texts with their gaps filled; `None` where the program is not what the entry is about.
fn explained(entry: &Entry, captures: Captures, error: &PythonError, source: &str) -> Option<Help> {
    let captures = captures.into_iter().chain(entry.fits_line(&failing_line(error))?);
    let mut captures: Captures = captures.map(|(name, held)| (name, in_spanish(&held))).collect();
    let holds = |needed: &String| fill(needed, &captures).split(" o ").any(|one| source.contains(one));
    if !entry.contains.iter().all(holds) {
        return None;
    }
    if entry.absent.as_ref().is_some_and(|name| !is_absent_here(&fill(name, &captures))) {
        return None;
    }
    if let Some(name) = &entry.imports {
        let line = suggest::import_of(&fill(name, &captures))?;
        captures.push(("importación".to_owned(), line.to_owned()));
    }
    let place = error.layer.as_ref().map(|layer| format!(", en `{layer}`"));
    captures.push(("donde".to_owned(), place.unwrap_or_default()));
    let meant = entry.suggests.as_ref().map(|suggested| meant(&fill(suggested, &captures), source));
    captures.push(("sugerencia".to_owned(), meant.unwrap_or_default()));
    if let Some((_, module)) = captures.iter().find(|(name, _)| name == "m") {
        captures.push(("consejo".to_owned(), advice(module).to_owned()));
    }
    Some(Help { id: Some(entry.id.clone()), what: fill(&entry.what, &captures), hint: fill(&entry.hint, &captures) })
}

/// What a message says, for a Spanish text that quotes code with backticks.
fn in_spanish(held: &str) -> String {
    held.replace('`', "'").replace("', and '", "' y '").replace("' and '", "' y '")
}

/// The line that failed, with [`POINTER`] where the error points.
fn failing_line(error: &PythonError) -> String {
    let last = error.frames.last();
    let (text, column) = match &error.syntax {
        Some(detail) => (detail.text.as_deref(), detail.column),
        None => (last.and_then(|frame| frame.source.as_deref()), last.and_then(|frame| frame.column)),
    };
    let is_told = |text: &&str| !text.trim().is_empty() && text.len() <= LONGEST_LINE;
    let Some(text) = text.filter(is_told) else { return String::new() };
    let letters = || text.chars();
    let before = column.unwrap_or(1).saturating_sub(1);
    let line: String = letters().take(before).chain([POINTER]).chain(letters().skip(before)).collect();
    line.trim().to_owned()
}

fn is_absent_here(place_and_name: &str) -> bool {
    place_and_name.split_once(' ').is_some_and(|(place, name)| is_absent(place, name))
}

/// ` ¿Quisiste decir `nn.ReLU`?`
fn meant(place_and_name: &str, source: &str) -> String {
    let (place, name) = place_and_name.split_once(' ').unwrap_or(("", place_and_name));
    let meant = suggestions(place, name, source);
    let quoted: Vec<String> = meant.iter().map(|meant| format!("`{meant}`")).collect();
    if quoted.is_empty() { String::new() } else { format!(" ¿Quisiste decir {}?", quoted.join(" o ")) }
}

/// Of an error that no entry knows, only what is certain.
fn unknown(error: &PythonError) -> Help {
    let last = error.frames.last();
    if let Some(frame) = last.filter(|frame| is_raise(frame)) {
        return Help {
            id: None,
            what: format!("este error lo lanza el propio programa, con el `raise` de la línea {}.", frame.line),
            hint: "mira qué condición lleva hasta ese `raise` y con qué valores se llamó a la función: las líneas de \
                   arriba de la traza lo dicen."
                .to_owned(),
        };
    }
    let place = last.map_or_else(String::new, |frame| format!(" Tu programa se detuvo en la línea {}.", frame.line));
    Help {
        id: None,
        what: format!("la última línea de la traza dice qué falló y el resto, cómo se llegó hasta ahí.{place}"),
        hint: "lee la traza de abajo arriba; justo antes de esa línea, imprime con `print` las variables que usa (de \
               los tensores, también `.shape` y `.dtype`)."
            .to_owned(),
    }
}

fn is_raise(frame: &Frame) -> bool {
    frame.source.as_deref().is_some_and(|line| line.trim_start().starts_with("raise"))
}
