//! A line of the screen: stretches of safe text with their roles, and how many columns they take.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{ascii::ascii, style};
use crate::view::{Role, Span, Text, visible};

/// The columns that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// A line of the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    spans: Vec<Span>,
}

impl Line {
    /// A line with one stretch.
    pub(super) fn of(role: Role, text: &str) -> Self {
        Self::default().with(role, text)
    }

    /// Adds a stretch.
    pub(super) fn with(mut self, role: Role, text: &str) -> Self {
        self.push(role, text);
        self
    }

    /// Adds a stretch; whatever could harm the screen is written out.
    pub(super) fn push(&mut self, role: Role, text: &str) {
        self.add(Span { role, text: visible(text).into_owned() });
    }

    /// Adds a safe stretch, to the last one where both have the same role.
    fn add(&mut self, span: Span) {
        match self.spans.last_mut() {
            _ if span.text.is_empty() => {}
            Some(last) if last.role == span.role => last.text.push_str(&span.text),
            _ => self.spans.push(span),
        }
    }

    /// Adds blanks until the line takes `columns`.
    pub(super) fn pad_to(mut self, columns: usize) -> Self {
        let missing = columns.saturating_sub(self.width());
        self.push(Role::Plain, &" ".repeat(missing));
        self
    }

    /// Adds another line at the end.
    pub(super) fn join(mut self, other: Line) -> Self {
        other.spans.into_iter().for_each(|span| self.add(span));
        self
    }

    /// The line in pieces of at most `columns`.
    pub(super) fn fold(self, columns: usize) -> Vec<Line> {
        if self.width() <= columns {
            return vec![self];
        }
        let (mut pieces, mut piece, mut used) = (Vec::new(), Self::default(), 0);
        for span in self.spans {
            for c in span.text.chars() {
                let wide = c.width().unwrap_or(0);
                if used + wide > columns && used > 0 {
                    pieces.push(std::mem::take(&mut piece));
                    used = 0;
                }
                piece.add(Span { role: span.role, text: c.to_string() });
                used += wide;
            }
        }
        pieces.push(piece);
        pieces
    }

    /// The columns that it takes.
    pub(super) fn width(&self) -> usize {
        self.spans.iter().map(|span| width(&span.text)).sum()
    }

    /// Its spans.
    pub(super) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The line as it goes to the screen, without blanks at its end.
    pub(super) fn print(&self, color: bool) -> String {
        let mut spans = self.spans.clone();
        while let Some(last) = spans.last_mut() {
            last.text.truncate(last.text.trim_end_matches(' ').len());
            if !last.text.is_empty() {
                break;
            }
            spans.pop();
        }
        spans.iter().map(|span| if color { style::paint(span.role, &span.text) } else { span.text.clone() }).collect()
    }
}

/// `text` with its signs as the screen can show them. Code and tensors stay as they are.
pub(super) fn signs(text: &Text, only_ascii: bool) -> Text {
    let sign = |span: &Span| match span.role {
        Role::Code | Role::Tensor => span.clone(),
        role if only_ascii => Span { role, text: ascii(&span.text).into_owned() },
        _ => span.clone(),
    };
    Text { spans: text.spans.iter().map(sign).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_blanks_at_the_end() {
        let line = Line::of(Role::Plain, "a ").with(Role::Muted, "  ").pad_to(9);
        assert_eq!((line.width(), line.print(false)), (9, "a".to_owned()));
        assert_eq!(Line::of(Role::Plain, "  ").print(true), "");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(Line::of(Role::Plain, "Σ₀ 火").width(), 5);
    }

    #[test]
    fn pieces_hold_everything() {
        let line = Line::of(Role::Code, "abc火").with(Role::Plain, "def");
        let pieces = |columns| line.clone().fold(columns).iter().map(|line| line.print(false)).collect::<Vec<_>>();
        assert_eq!(pieces(4), ["abc", "火de", "f"]);
        assert_eq!(pieces(8), ["abc火def"]);
        assert_eq!(pieces(1), ["a", "b", "c", "火", "d", "e", "f"]);
    }

    #[test]
    fn colour_repeats_the_text() {
        assert_eq!(Line::of(Role::Error, "error").print(true), "\u{1b}[1;31merror\u{1b}[0m");
        assert_eq!(Line::of(Role::Code, "\u{1b}[31m").print(true), "\u{1b}[36m\\x1b[31m\u{1b}[0m");
    }
}
