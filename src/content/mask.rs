//! Placeholders hidden from Markdown, which would take the signs of an expression for its own.

use std::ops::Range;

use super::placeholder::{Placeholder, placeholders};

/// What a hidden placeholder begins and ends with: signs that no text holds.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// A text in which each placeholder is one long word of as many bytes.
pub struct Mask<'a> {
    original: &'a str,
    /// What Markdown may see.
    pub text: String,
}

impl<'a> Mask<'a> {
    /// Hides the placeholders of a text.
    pub fn new(original: &'a str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut at = 0;
        for Placeholder { range, .. } in placeholders(original) {
            text.push_str(&original[at..range.start]);
            text.push(OPEN);
            text.push_str(&"x".repeat(range.len() - 2));
            text.push(CLOSE);
            at = range.end;
        }
        text.push_str(&original[at..]);
        Self { original, text }
    }

    /// The placeholders hidden within a stretch, with their places in the original.
    pub fn hidden(&self, stretch: Range<usize>) -> Vec<Placeholder> {
        let stretch_text = self.text.get(stretch.clone()).unwrap_or_default();
        let starts = stretch_text.match_indices(OPEN).map(|(at, _)| stretch.start + at);
        let end = |start: usize| self.text[start..].find(CLOSE).map_or(self.text.len(), |end| start + end + 1);
        let placeholder = |start: usize| {
            let range = start..end(start);
            let inside = self.original.get(start + 2..range.end.saturating_sub(2)).unwrap_or_default();
            Placeholder { expression: inside.trim().to_owned(), range }
        };
        starts.map(placeholder).collect()
    }

    /// What Markdown made of a stretch, with its placeholders back.
    pub fn restore(&self, made: &str, stretch: Range<usize>) -> String {
        self.put_back(made, &mut self.hidden(stretch).into_iter())
    }

    /// The same with the placeholders given, in order.
    pub fn put_back(&self, made: &str, hidden: &mut impl Iterator<Item = Placeholder>) -> String {
        let mut out = String::new();
        let mut rest = made;
        while let Some((before, after)) = rest.split_once(OPEN) {
            out.push_str(before);
            out.push_str(hidden.next().map_or("", |placeholder| &self.original[placeholder.range]));
            rest = after.split_once(CLOSE).map_or("", |(_, rest)| rest);
        }
        out + rest
    }
}
