//! A traceback as Python prints it.

use std::fmt::{self, Display, Formatter};

use super::outcome::{Frame, PythonError, Relation, SyntaxDetail};

/// Python folds a line of the traceback that repeats more often than this.
const SHOWN_REPEATS: usize = 3;

impl Display for PythonError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(related) = &self.related {
            related.error.fmt(f)?;
            writeln!(f, "\n{}\n", related.relation.sentence())?;
        }
        f.write_str(&self.frames_text())?;
        if let Some(syntax) = &self.syntax {
            syntax.fmt(f)?;
        }
        self.last_line(f)?;
        self.notes.iter().try_for_each(|note| writeln!(f, "{note}"))
    }
}

impl PythonError {
    /// `Traceback (most recent call last):` and the calls, without the exception.
    #[must_use]
    pub fn frames_text(&self) -> String {
        if self.frames.is_empty() {
            return String::new();
        }
        let groups = self.frames.chunk_by(Frame::is_same_place);
        let calls: String = groups.map(repeated).collect();
        format!("Traceback (most recent call last):\n{calls}")
    }

    fn last_line(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kind)?;
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        match &self.suggestion {
            Some(suggestion) => writeln!(f, ". {suggestion}"),
            None => writeln!(f),
        }
    }
}

impl Relation {
    fn sentence(self) -> &'static str {
        match self {
            Self::Cause => "The above exception was the direct cause of the following exception:",
            Self::Context => "During handling of the above exception, another exception occurred:",
        }
    }
}

/// The same call again and again, as in a recursion without end.
fn repeated(calls: &[Frame]) -> String {
    let text: String = calls.iter().take(SHOWN_REPEATS).map(Frame::to_string).collect();
    let folded = match calls.len().saturating_sub(SHOWN_REPEATS) {
        0 => String::new(),
        1 => "  [Previous line repeated 1 more time]\n".to_owned(),
        more => format!("  [Previous line repeated {more} more times]\n"),
    };
    text + &folded
}

impl Display for Frame {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "  File \"{}\", line {}, in {}", self.file, self.line, self.function)?;
        let Some(source) = self.source.as_deref().filter(|source| !source.trim().is_empty()) else { return Ok(()) };
        writeln!(f, "    {}", source.trim())?;
        match self.carets(source) {
            Some(carets) => writeln!(f, "    {carets}"),
            None => Ok(()),
        }
    }
}

impl Frame {
    fn is_same_place(&self, other: &Self) -> bool {
        self.line == other.line && self.file == other.file && self.function == other.function
    }

    /// The marks below the expression; none when it is the whole line, as Python does.
    fn carets(&self, source: &str) -> Option<String> {
        let indent = source.chars().take_while(|c| c.is_whitespace()).count();
        let length = source.trim_end().chars().count();
        let start = self.column?.checked_sub(1)?.checked_sub(indent)?;
        let end = if self.end_line == Some(self.line) { self.end_column?.checked_sub(1)?.min(length) } else { length };
        let end = end.checked_sub(indent)?;
        let whole = start == 0 && end + indent == length;
        (end > start && (self.anchor.is_some() || !whole)).then(|| " ".repeat(start) + &self.marks(end - start))
    }

    fn marks(&self, width: usize) -> String {
        let Some((start, end)) = self.anchor else { return "^".repeat(width) };
        let (start, end) = (start.min(width), end.min(width));
        ["~".repeat(start), "^".repeat(end - start), "~".repeat(width - end)].concat()
    }
}

impl Display for SyntaxDetail {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Some(line) = self.line else { return Ok(()) };
        writeln!(f, "  File \"{}\", line {line}", self.file)?;
        let Some(text) = self.text.as_deref().filter(|text| !text.trim().is_empty()) else { return Ok(()) };
        writeln!(f, "    {}", text.trim())?;
        match self.carets(text) {
            Some(carets) => writeln!(f, "    {carets}"),
            None => Ok(()),
        }
    }
}

impl SyntaxDetail {
    fn carets(&self, text: &str) -> Option<String> {
        let indent = text.chars().take_while(|c| c.is_whitespace()).count();
        let length = text.trim_end().chars().count();
        let start = self.column?.checked_sub(1)?.checked_sub(indent)?;
        let same_line = self.end_line.is_none() || self.end_line == self.line;
        let end = if same_line { self.end_column.unwrap_or(0).saturating_sub(1) } else { length };
        let width = end.saturating_sub(indent).saturating_sub(start).max(1);
        Some(format!("{}{}", " ".repeat(start), "^".repeat(width)))
    }
}
