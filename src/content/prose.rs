//! Our small markup in texts that stand inside data: hints, messages, explanations.

use super::mask::Mask;
use crate::view::{Span, Text};

/// Reads `` `code` ``, `**emphasis**` and `_term_`; placeholders stay as they are.
#[must_use]
pub fn marked(source: &str) -> Text {
    let source = source.replace(|c: char| c.is_control() && c != '\n', " ");
    let mask = Mask::new(&source);
    let mut hidden = mask.hidden(0..source.len()).into_iter();
    let spans = Text::marked(&mask.text).spans.into_iter();
    Text { spans: spans.map(|Span { role, text }| Span { role, text: mask.put_back(&text, &mut hidden) }).collect() }
}
