//! Code, and places in it.

use serde::{Deserialize, Serialize};

use super::Text;

/// A place in a source file. Lines and columns count from 1, columns in characters, as Python counts them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file as the student named it.
    #[serde(rename = "archivo")]
    pub file: String,
    /// The line.
    #[serde(rename = "linea")]
    pub line: usize,
    /// The column, where one is known.
    #[serde(rename = "columna", skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

impl Place {
    /// A line of a file.
    #[must_use]
    pub fn new(file: impl Into<String>, line: usize) -> Self {
        Self { file: file.into(), line, column: None }
    }

    /// The same line, with a column.
    #[must_use]
    pub fn column(mut self, column: usize) -> Self {
        self.column = Some(column);
        self
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        self.column.map_or(Ok(()), |column| write!(f, ":{column}"))
    }
}

/// Carets under a stretch of one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The line that it stands under.
    #[serde(rename = "linea")]
    pub line: usize,
    /// The first column, from 1.
    #[serde(rename = "desde")]
    pub from: usize,
    /// The column after the last one.
    #[serde(rename = "hasta")]
    pub to: usize,
    /// What is said about the stretch.
    #[serde(rename = "texto", skip_serializing_if = "Text::is_empty", default)]
    pub label: Text,
}

/// Lines of source, with or without numbers, with carets under stretches of them. Never wrapped; cut in a diagnostic
/// alone, where a line has no room on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// The number of the first line; without it, no numbers are shown.
    #[serde(rename = "primera_linea", skip_serializing_if = "Option::is_none")]
    pub first: Option<usize>,
    /// The source, its lines separated by line feeds.
    #[serde(rename = "fuente")]
    pub source: String,
    /// Carets, in the order of their lines.
    #[serde(rename = "marcas", skip_serializing_if = "Vec::is_empty", default)]
    pub marks: Vec<Mark>,
}

impl Code {
    /// Source without line numbers.
    #[must_use]
    pub fn new(source: impl Into<String>) -> Self {
        Self { source: source.into(), ..Self::default() }
    }

    /// The same, numbered from `first`.
    #[must_use]
    pub fn numbered(mut self, first: usize) -> Self {
        self.first = Some(first);
        self
    }

    /// Carets under columns `from..to` of `line` (which counts as the numbers shown do).
    #[must_use]
    pub fn mark(mut self, line: usize, columns: std::ops::Range<usize>, label: impl Into<Text>) -> Self {
        self.marks.push(Mark { line, from: columns.start, to: columns.end, label: label.into() });
        self
    }

    /// The lines with their numbers (counted from 1 where none are shown).
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let first = self.first.unwrap_or(1);
        self.source.lines().enumerate().map(move |(index, line)| (first + index, line))
    }
}
