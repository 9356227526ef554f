//! `{{ expression }}` in a text: a value that is computed, not typed.

use std::ops::Range;

use crate::view::{Block, Entry, List, Note, Role, Section, Span, Table, Text};

/// An expression in a text. It stands on one line and ends at the `}}` that closes it, not at those of a dictionary or
/// a text within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// The expression, without the blanks around it.
    pub expression: String,
    /// Where it stands, braces included.
    pub range: Range<usize>,
}

/// The placeholders of a text, in order.
#[must_use]
pub fn placeholders(text: &str) -> Vec<Placeholder> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("{{").map(|start| at + start) {
        at = start + 2;
        if let Some(end) = end(&text[start..]).map(|end| start + end) {
            found.push(Placeholder { expression: text[start + 2..end - 2].trim().to_owned(), range: start..end });
            at = end;
        }
    }
    found
}

/// Where the placeholder ends that a text begins with.
fn end(text: &str) -> Option<usize> {
    let (mut depth, mut quote, mut escaped) = (0_usize, None, false);
    for (index, c) in text.char_indices().skip(2) {
        match (c, quote) {
            ('\n', _) => return None,
            _ if escaped => escaped = false,
            ('\\', Some(_)) => escaped = true,
            (c, Some(mark)) if c == mark => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            ('{', None) => depth += 1,
            ('}', None) if depth > 0 => depth -= 1,
            ('}', None) => return text[index..].starts_with("}}").then_some(index + 2),
            _ => {}
        }
    }
    None
}

/// Where a text opens a placeholder that it does not close.
pub(super) fn unclosed(text: &str) -> Option<usize> {
    let found = placeholders(text);
    let inside = |at: usize| found.iter().any(|placeholder| placeholder.range.contains(&at));
    text.match_indices("{{").map(|(at, _)| at).find(|&at| !inside(at))
}

/// The text with each expression replaced by its value.
pub fn fill(text: &str, mut value: impl FnMut(&str) -> String) -> String {
    let mut out = String::new();
    let mut at = 0;
    for Placeholder { expression, range } in placeholders(text) {
        out.push_str(&text[at..range.start]);
        out.push_str(&value(&expression));
        at = range.end;
    }
    out + &text[at..]
}

/// The same within running text. A value that is a number is shown as one.
pub fn fill_text(text: Text, value: &mut impl FnMut(&str) -> String) -> Text {
    let mut filled = Text::new();
    for Span { role, text } in text.spans {
        let mut at = 0;
        for Placeholder { expression, range } in placeholders(&text) {
            if at < range.start {
                filled = filled.with(role, &text[at..range.start]);
            }
            let value = value(&expression);
            let role = if role == Role::Plain && is_number(&value) { Role::Number } else { role };
            filled = filled.with(role, value);
            at = range.end;
        }
        if at < text.len() {
            filled = filled.with(role, &text[at..]);
        }
    }
    filled
}

/// The same within a block, wherever it holds running text.
pub fn fill_block(block: Block, value: &mut impl FnMut(&str) -> String) -> Block {
    let mut fill = |text: Text| fill_text(text, value);
    match block {
        Block::Paragraph(text) => Block::Paragraph(fill(text)),
        Block::Heading(text) => Block::Heading(fill(text)),
        Block::Note(note) => Note { text: fill(note.text), ..note }.into(),
        Block::List(list) => List { items: list.items.into_iter().map(fill).collect(), ..list }.into(),
        Block::Table(table) => fill_table(table, &mut fill).into(),
        Block::Entries(entries) => Block::Entries(
            entries.into_iter().map(|entry| Entry { key: fill(entry.key), value: fill(entry.value) }).collect(),
        ),
        Block::Section(Section { title, body }) => {
            let title = fill(title);
            Section { title, body: body.into_iter().map(|block| fill_block(block, value)).collect() }.into()
        }
        other => other,
    }
}

fn fill_table(mut table: Table, fill: &mut impl FnMut(Text) -> Text) -> Table {
    for column in &mut table.columns {
        column.header = fill(std::mem::take(&mut column.header));
    }
    for cell in table.rows.iter_mut().flatten() {
        *cell = fill(std::mem::take(cell));
    }
    table
}

/// Whether a value reads as a number, with either minus sign.
fn is_number(value: &str) -> bool {
    value.replace('−', "-").parse::<f64>().is_ok()
}
