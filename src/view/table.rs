//! Tables: what stands in which cell, never how wide it is.

use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthStr;

use super::{Role, Text};

/// How the cells of a column stand under each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    /// At the left edge.
    #[default]
    #[serde(rename = "izquierda")]
    Left,
    /// At the right edge.
    #[serde(rename = "derecha")]
    Right,
    /// By the decimal point; a word after the number follows its digits.
    #[serde(rename = "decimal")]
    Decimal,
}

/// A column: what it is called and how it is aligned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its header; a table whose headers are all empty shows none.
    #[serde(rename = "titulo")]
    pub header: Text,
    /// Its alignment.
    #[serde(rename = "alineacion")]
    pub align: Align,
}

/// A table. Where it is wider than the screen it splits into blocks of columns, each with the key columns again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The columns.
    #[serde(rename = "columnas")]
    pub columns: Vec<Column>,
    /// The rows, each with a cell a column; missing cells are empty.
    #[serde(rename = "filas")]
    pub rows: Vec<Vec<Text>>,
    /// How many leading columns say which row it is, and are repeated in every block.
    #[serde(rename = "claves")]
    pub keys: usize,
    /// Without lines: a list in columns, such as a menu.
    #[serde(rename = "sin_lineas")]
    pub bare: bool,
}

impl Table {
    /// An empty table whose first column is the key.
    #[must_use]
    pub fn new() -> Self {
        Self { keys: 1, ..Self::default() }
    }

    /// The same without lines.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// The number of key columns.
    #[must_use]
    pub fn keys(mut self, keys: usize) -> Self {
        self.keys = keys;
        self
    }

    /// Adds a column.
    #[must_use]
    pub fn column(mut self, header: impl Into<Text>, align: Align) -> Self {
        self.columns.push(Column { header: header.into(), align });
        self
    }

    /// Adds a row.
    #[must_use]
    pub fn row<T: Into<Text>>(mut self, cells: impl IntoIterator<Item = T>) -> Self {
        self.rows.push(cells.into_iter().map(Into::into).collect());
        self
    }
}

/// A cell with one role.
#[must_use]
pub fn cell(role: Role, text: impl Into<String>) -> Text {
    Text::new().with(role, text)
}

/// A number with the word that says what is wrong with it: «apagada», «muerta», «saturada».
#[must_use]
pub fn marked(number: impl Into<String>, word: &str) -> Text {
    let role = match word {
        "apagada" | "muerta" => Role::Negative,
        "saturada" => Role::Warning,
        _ => Role::Emphasis,
    };
    cell(role, format!("{} {word}", number.into()))
}

/// The columns of a number up to its point, or to its power of ten; of anything else, all of its first word.
#[must_use]
pub fn before_point(cell: &str) -> usize {
    let word = cell.split(' ').next().unwrap_or_default();
    let is_number = word.trim_start_matches(['-', '−']).starts_with(|c: char| c.is_ascii_digit());
    let end = word.find(if is_number { &['.', 'e'][..] } else { &['.'] });
    word[..end.unwrap_or(word.len())].width()
}
