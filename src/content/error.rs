//! What is wrong with a text, and where.

use std::fmt;

use crate::view::{Code, Diagnostic, Place, Text};

/// Something is wrong with a text under `lessons/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The file.
    pub file: String,
    /// Where in it; nowhere if it cannot be read at all.
    pub spot: Option<Box<Spot>>,
    /// One sentence without a full stop, in Spanish. Backticks mark code.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// A stretch of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters it takes; none where something is missing.
    pub width: usize,
    /// The whole line.
    pub text: String,
}

impl Error {
    /// An error about a file as a whole.
    #[must_use]
    pub fn of_file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { file: file.into(), spot: None, message: message.into(), hint: None }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Where it is.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.spot.as_ref().map(|spot| Place::new(&self.file, spot.line).column(spot.column))
    }

    /// What the user sees: message, place, the line with carets, the hint.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(Text::marked(&self.message));
        match (self.place(), &self.spot) {
            (Some(place), Some(spot)) => diagnostic = diagnostic.at(place).excerpt(spot.excerpt()),
            _ => diagnostic = diagnostic.remark("archivo", Text::new().code(&self.file)),
        }
        match &self.hint {
            Some(hint) => diagnostic.hint(Text::marked(hint)),
            None => diagnostic,
        }
    }
}

impl Spot {
    fn excerpt(&self) -> Code {
        let columns = self.column..self.column + self.width.max(1);
        Code::new(&self.text).numbered(self.line).mark(self.line, columns, "")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place() {
            Some(place) => write!(f, "{place}: {}", self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for Error {}
