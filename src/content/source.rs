//! A text and the places in it.

use std::ops::Range;

use super::{Error, Result, error::Spot};
use crate::view::Place;

/// A text with the name of its file. Positions are byte offsets into `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The file, as errors name it.
    pub name: String,
    /// The text, its lines separated by line feeds.
    pub text: String,
}

impl Source {
    /// A text as a file holds it: with any line ends, and perhaps a byte order mark.
    ///
    /// # Errors
    /// It holds control characters, which no text does.
    pub fn new(name: impl Into<String>, text: &str) -> Result<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        let source = Self { name: name.into(), text };
        match source.text.char_indices().find(|(_, c)| c.is_control() && !matches!(c, '\n' | '\t')) {
            Some((at, c)) => Err(source
                .error(at..at, format!("aquí hay un carácter de control (U+{:04X}), que no se ve", u32::from(c)))
                .hint("bórralo: pon el cursor al principio de lo que sigue y pulsa Retroceso")),
            None => Ok(source),
        }
    }

    /// The line, from 1, of a position.
    #[must_use]
    pub fn line(&self, at: usize) -> usize {
        self.before(at).matches('\n').count() + 1
    }

    /// The line and column of a position.
    #[must_use]
    pub fn place(&self, at: usize) -> Place {
        Place::new(&self.name, self.line(at)).column(self.column(at))
    }

    /// An error about a stretch of the text; of several lines, the first is shown.
    #[must_use]
    pub fn error(&self, stretch: Range<usize>, message: impl Into<String>) -> Error {
        let before = self.before(stretch.start);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let rest = &self.text[before.len()..];
        let end = before.len() + rest.find('\n').unwrap_or(rest.len());
        let marked = self.before(stretch.end.clamp(before.len(), end));
        let spot = Spot {
            line: self.line(before.len()),
            column: self.column(before.len()),
            width: marked[before.len()..].chars().count(),
            text: self.text[start..end].to_owned(),
        };
        Error { spot: Some(Box::new(spot)), ..Error::of_file(&self.name, message) }
    }

    /// Holds the `id` of a page to the name of its file or folder, by which it is opened.
    ///
    /// # Errors
    /// They differ.
    pub fn check_id(&self, id: &str, name: &str) -> Result<()> {
        if id == name {
            return Ok(());
        }
        let message = format!("el `id` de esta página es `{id}`, y por el nombre de su archivo tiene que ser `{name}`");
        Err(self
            .error(self.key("id"), message)
            .hint(format!("escribe `id = \"{name}\"`, o cambia el nombre del archivo")))
    }

    /// The line of the front matter where this key is set; the beginning where none does.
    #[must_use]
    pub fn key(&self, key: &str) -> Range<usize> {
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let sets = line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
            if sets {
                return at..at + line.trim_end().len();
            }
            at += line.len();
        }
        0..0
    }

    fn column(&self, at: usize) -> usize {
        self.before(at).chars().rev().take_while(|c| *c != '\n').count() + 1
    }

    /// The text up to a position, or up to the character that the position is inside of.
    fn before(&self, at: usize) -> &str {
        &self.text[..self.text.floor_char_boundary(at)]
    }
}
