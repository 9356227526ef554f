//! The text under review, and places in it.

use rustpython_ruff_text_size::{Ranged, TextRange, TextSize};

use crate::python::survey::Spot;

/// A program's text.
#[derive(Clone, Debug)]
pub struct Script {
    /// The file as the student named it.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Where each line begins, in bytes.
    starts: Vec<usize>,
}

/// A stretch of one line. Lines and columns count from 1, columns in characters; `end` is the column after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The line.
    pub line: usize,
    /// The first column.
    pub column: usize,
    /// The column after the last one.
    pub end: usize,
}

impl Script {
    /// A program's text.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.into(), text, starts }
    }

    /// A line, without its end; empty where there is none.
    #[must_use]
    pub fn line(&self, number: usize) -> &str {
        let Some(&start) = number.checked_sub(1).and_then(|index| self.starts.get(index)) else { return "" };
        let end = self.starts.get(number).map_or(self.text.len(), |next| next - 1);
        self.text[start..end].trim_end_matches('\r')
    }

    /// How many lines there are.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// What a node of the syntax tree says.
    #[must_use]
    pub fn quote(&self, node: &impl Ranged) -> &str {
        &self.text[node.range()]
    }

    /// The place of a node: of one that takes several lines, its part on the first.
    #[must_use]
    pub fn span(&self, node: &impl Ranged) -> Span {
        let range = node.range();
        let (line, column) = self.position(range.start());
        let (last, end) = self.position(range.end());
        let end = if last == line { end } else { self.line(line).chars().count() + 1 };
        Span { line, column, end: end.max(column + 1) }
    }

    /// The whole of a line, without its indentation.
    #[must_use]
    pub fn whole_line(&self, line: usize) -> Span {
        let text = self.line(line);
        let indent = text.chars().take_while(|c| c.is_whitespace()).count();
        Span { line, column: indent + 1, end: text.trim_end().chars().count().max(indent + 1) + 1 }
    }

    /// The place that the running program told of; without columns, the whole line.
    #[must_use]
    pub fn spot(&self, spot: Spot) -> Option<Span> {
        let line = spot.line?;
        match (spot.column, spot.end_column) {
            (Some(column), Some(end)) if end > column => Some(Span { line, column, end }),
            (Some(column), _) => Some(Span { column, ..self.whole_line(line) }),
            _ => Some(self.whole_line(line)),
        }
    }

    /// The bytes of a span.
    #[must_use]
    pub fn range(&self, span: Span) -> TextRange {
        let start = span.line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or_default();
        let line = self.line(span.line);
        let offset = |column: usize| {
            let chars = line.char_indices().map(|(at, _)| at).chain([line.len()]);
            start + chars.take(column).last().unwrap_or_default()
        };
        TextRange::new(size(offset(span.column)), size(offset(span.end)))
    }

    /// Where a line ends, in bytes.
    #[must_use]
    pub fn line_end(&self, number: usize) -> TextSize {
        let next = self.starts.get(number).map_or(self.text.len(), |next| next - 1);
        size(next)
    }

    /// The line and the column of a byte.
    #[must_use]
    pub fn position(&self, at: TextSize) -> (usize, usize) {
        let at = at.to_usize().min(self.text.len());
        let line = self.starts.partition_point(|&start| start <= at);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        (line, self.text[start..at].chars().count() + 1)
    }
}

fn size(bytes: usize) -> TextSize {
    TextSize::try_from(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters() {
        let script = Script::new("a.py", "á = 1\r\n  ñu = á\n");
        assert_eq!((script.line(1), script.line(2), script.line(3), script.line(9)), ("á = 1", "  ñu = á", "", ""));
        let range = TextRange::new(size(10), size(13));
        assert_eq!(script.span(&range), Span { line: 2, column: 3, end: 5 });
        assert_eq!(script.range(Span { line: 2, column: 3, end: 5 }), range);
        assert_eq!(script.whole_line(2), Span { line: 2, column: 3, end: 9 });
        let across = TextRange::new(size(0), size(13));
        assert_eq!(script.span(&across), Span { line: 1, column: 1, end: 6 });
    }
}
