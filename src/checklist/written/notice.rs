//! What is to be told about a line of a list.

use serde::Serialize;

use crate::view::{Code, Diagnostic, Place, Severity, Text};

/// What is to be told about a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// What kind of thing it is.
    #[serde(rename = "clase")]
    pub kind: NoticeKind,
    /// The line, from 1.
    #[serde(rename = "linea")]
    pub line: usize,
    /// Where its text begins, from 1.
    #[serde(rename = "columna")]
    pub column: usize,
    /// The line.
    #[serde(rename = "texto")]
    pub text: String,
    /// One sentence without a full stop.
    #[serde(rename = "mensaje")]
    pub message: String,
    /// What to do.
    #[serde(rename = "pista", skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// What there can be to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum NoticeKind {
    /// It is no item.
    #[serde(rename = "desconocida")]
    Unknown,
    /// It may be two items.
    #[serde(rename = "ambigua")]
    Ambiguous,
    /// The item was there before.
    #[serde(rename = "repetida")]
    Duplicate,
    /// Two things are said of an item.
    #[serde(rename = "contradiccion")]
    Contradiction,
    /// There is no answer.
    #[serde(rename = "sin_respuesta")]
    NoAnswer,
    /// A value is not understood.
    #[serde(rename = "no_se_entiende")]
    Unclear,
}

/// The longest line that is shown.
const LONGEST: usize = 200;

impl Notice {
    /// What the user sees; `file` is what the list is called.
    #[must_use]
    pub fn diagnostic(&self, file: &str) -> Diagnostic {
        let severity = if self.kind == NoticeKind::Contradiction { Severity::Error } else { Severity::Warning };
        let line: String = self.text.chars().take(LONGEST).collect();
        let end = line.trim_end().chars().count() + 1;
        let columns = self.column..end.max(self.column + 1);
        let diagnostic = Diagnostic::new(severity, Text::new().say(&self.message))
            .at(Place::new(file, self.line).column(self.column))
            .excerpt(Code::new(line).numbered(self.line).mark(self.line, columns, ""));
        match &self.hint {
            Some(hint) => diagnostic.hint(Text::new().say(hint)),
            None => diagnostic,
        }
    }
}
