//! The Spanish of a file: its letters where they stand, and blanks in place of code, gaps and everything that is no text.

use std::ops::Range;

use serde::de::IgnoredAny;
use toml::de::{DeTable, DeValue};

use crate::content::{self, Fence, Page, Piece, Source, placeholders};

/// Keys whose texts are no prose: code, names, formulas, commands, ways to say a thing.
const NO_PROSE: [&str; 41] = [
    "id",
    "formula",
    "derivada",
    "rango",
    "formula_python",
    "derivada_python",
    "expresion",
    "respuesta",
    "acepta",
    "antes",
    "valor",
    "valores",
    "x",
    "y",
    "donde",
    "programa",
    "crear",
    "entrada",
    "tipo",
    "gravedad",
    "lecciones",
    "trampas",
    "fichas",
    "leccion",
    "usa",
    "no_usa",
    "requiere",
    "ver",
    "alias",
    "pytorch",
    "ejemplo",
    "maneras",
    "caso",
    "nombres",
    "python",
    "cuando",
    "preparacion",
    "problemas",
    "salidas",
    "perdidas",
    "operaciones",
];

/// Keys of the lists of errors and operations whose lines are prose.
const LINES: [&str; 3] = ["pasa", "pista", "dice"];

/// The prose of a file.
pub(super) struct Prose<'a> {
    /// The file.
    pub source: &'a Source,
    /// As long as the file; blanks and line feeds where there is no prose.
    pub text: String,
    /// What belongs together: a paragraph, a list, a text in quotes.
    pub stretches: Vec<Range<usize>>,
}

impl<'a> Prose<'a> {
    /// Reads a file: a page, TOML, Python, or a list of errors. What is no such thing has no prose.
    pub fn of(source: &'a Source) -> Self {
        let text = &source.text;
        let ends = |ending: &str| source.name.to_lowercase().ends_with(ending);
        let stretches = if ends(".py") {
            comments(text)
        } else if ends(".toml") {
            strings(source, 0..text.len())
        } else if text.trim_start().starts_with("+++") {
            page(source)
        } else {
            lines(text)
        };
        let mut kept = blank(text);
        for stretch in &stretches {
            kept.replace_range(stretch.clone(), &said(&text[stretch.clone()]));
        }
        Self { source, text: kept, stretches }
    }

    /// The words, each with its place. What touches signs of code is no word.
    pub fn words(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let text = self.text.as_str();
        let ends = |index: usize| text[index..].find(|c: char| !is_letter(c)).map_or(text.len(), |end| index + end);
        let starts = text
            .char_indices()
            .filter(move |&(index, c)| is_letter(c) && !text[..index].chars().next_back().is_some_and(is_letter));
        starts.map(move |(start, _)| start..ends(start)).filter(move |range| !touches_code(text, range)).map(
            move |range| {
                let word = &text[range.clone()];
                (range, word)
            },
        )
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || c == '\u{301}' || c == '\u{303}'
}

/// `x_test`, `fc1`, `red.py`, `sin-activacion`.
fn touches_code(text: &str, range: &Range<usize>) -> bool {
    let sign = |c: char| c == '_' || c.is_ascii_digit();
    let mut before = text[..range.start].chars().rev();
    let mut after = text[range.end..].chars();
    let (last, next) = (before.next(), after.next());
    let (other, beyond) = (before.next(), after.next());
    last.is_some_and(|c| sign(c) || c == '.')
        || next.is_some_and(sign)
        || (last == Some('-') && other.is_some_and(is_letter))
        || (matches!(next, Some('.' | '-')) && beyond.is_some_and(is_letter))
}

/// Blanks of the same length, with the same line feeds.
fn blank(text: &str) -> String {
    let bytes = text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' });
    bytes.collect()
}

/// A stretch of prose with blanks in place of its gaps, its code, its comments and its links.
fn said(text: &str) -> String {
    let mut out = text.to_owned();
    let mut hide = |range: Range<usize>| {
        let blanks = blank(&out[range.clone()]);
        out.replace_range(range, &blanks);
    };
    let gaps = placeholders(text).into_iter().map(|gap| gap.range);
    let signs = [between(text, "<!--", "-->"), ticked(text), between(text, "](", ")"), braces(text)];
    for range in gaps.chain(signs.into_iter().flatten()) {
        hide(range);
    }
    out
}

/// From each `open` to the `close` that follows it.
fn between(text: &str, open: &str, close: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(open).map(|start| at + start) {
        let end = text[start..].find(close).map_or(text.len(), |end| start + end + close.len());
        found.push(start..end);
        at = end;
    }
    found
}

/// Code between backticks.
fn ticked(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('`').map(|start| at + start) {
        let ticks = text[start..].bytes().take_while(|&byte| byte == b'`').count();
        let inside = start + ticks;
        let Some(end) = text[inside..].find(&"`".repeat(ticks)) else { break };
        found.push(start..inside + end + ticks);
        at = inside + end + ticks;
    }
    found
}

/// `{capa}`: what findings put into their words.
fn braces(text: &str) -> Vec<Range<usize>> {
    let simple = |range: &Range<usize>| {
        text[range.start + 1..range.end].chars().all(|c| c.is_alphanumeric() || "_}'".contains(c))
    };
    between(text, "{", "}").into_iter().filter(simple).collect()
}

/// The comments of Python, those that stand together as one.
fn comments(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(sign) = comment(line) {
            // A command names exercises, which have no accents.
            let end = line.find("antorcha ").unwrap_or(line.trim_end().len());
            found.push(at + sign + 1..at + end.max(sign + 1));
        }
        at += line.len();
    }
    found
}

/// Where the comment of a line begins, if it is not within quotes.
fn comment(line: &str) -> Option<usize> {
    let mut quote = None;
    line.char_indices().find_map(|(index, c)| match (c, quote) {
        ('#', None) => Some(index),
        ('"' | '\'', None) => {
            quote = Some(c);
            None
        }
        (c, Some(open)) if c == open => {
            quote = None;
            None
        }
        _ => None,
    })
}

/// The lines of a list of errors that are prose.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let key = line.split_once(':').filter(|(key, _)| LINES.iter().any(|known| key.starts_with(known)));
        found.extend(key.map(|(key, _)| at + key.len() + 1..at + line.trim_end().len()));
        at += line.len();
    }
    found
}

/// The prose of a page: of its front matter, and of its body.
fn page(source: &Source) -> Vec<Range<usize>> {
    let Ok(page) = Page::<IgnoredAny>::read(source.clone()) else { return Vec::new() };
    let mut found = strings(source, front(source, page.body.start));
    for piece in page.pieces().unwrap_or_default() {
        match piece {
            Piece::Fence(fence) => found.extend(fenced(source, &fence)),
            piece => found.push(piece.range()),
        }
    }
    found
}

fn fenced(source: &Source, fence: &Fence) -> Vec<Range<usize>> {
    match fence.word() {
        _ if is_data(fence) => strings(source, fence.body_range()),
        "nota-docente" => {
            let pieces = content::pieces(source, fence.body_range()).unwrap_or_default();
            pieces.into_iter().filter(|piece| !matches!(piece, Piece::Fence(_))).map(|piece| piece.range()).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a block holds TOML.
fn is_data(fence: &Fence) -> bool {
    ["prediccion", "pregunta", "tabla", "grafica", "error", "datos"].contains(&fence.word())
}

/// What stands between the two lines `+++`.
fn front(source: &Source, end: usize) -> Range<usize> {
    let text = &source.text[..end];
    let start = text.find("+++").map_or(0, |start| start + 3);
    start..text.rfind("+++").unwrap_or(start).max(start)
}

/// The code of a page: its blocks, and the expressions within its data.
pub(super) fn code(source: &Source) -> String {
    let Ok(page) = Page::<IgnoredAny>::read(source.clone()) else { return String::new() };
    let mut ranges = quoted(source, front(source, page.body.start), false);
    for piece in page.pieces().unwrap_or_default() {
        match piece {
            Piece::Fence(fence) if is_data(&fence) => ranges.extend(quoted(source, fence.body_range(), false)),
            Piece::Fence(fence) if fence.word() != "nota-docente" => ranges.push(fence.body_range()),
            _ => {}
        }
    }
    ranges.into_iter().map(|range| &source.text[range]).collect::<Vec<_>>().join("\n")
}

/// The texts in quotes of a stretch of TOML that are prose.
fn strings(source: &Source, stretch: Range<usize>) -> Vec<Range<usize>> {
    quoted(source, stretch, true)
}

/// The texts in quotes of a stretch of TOML: the prose, or the rest.
fn quoted(source: &Source, stretch: Range<usize>, prose: bool) -> Vec<Range<usize>> {
    let Ok(table) = DeTable::parse(&source.text[stretch.clone()]) else { return Vec::new() };
    let mut found = Vec::new();
    in_table(table.get_ref(), prose, &mut found);
    found.sort_by_key(|range| range.start);
    found.into_iter().map(|range| stretch.start + range.start..stretch.start + range.end).collect()
}

fn in_table(table: &DeTable<'_>, prose: bool, found: &mut Vec<Range<usize>>) {
    for (key, value) in table {
        let is_prose = !NO_PROSE.contains(&key.get_ref().as_ref());
        in_value(value.get_ref(), value.span(), is_prose, prose, found);
    }
}

/// The texts within a value that are prose, or those that are not.
fn in_value(value: &DeValue<'_>, at: Range<usize>, is_prose: bool, prose: bool, found: &mut Vec<Range<usize>>) {
    match value {
        DeValue::String(_) if is_prose == prose => found.push(at),
        DeValue::Array(items) => {
            items.iter().for_each(|item| in_value(item.get_ref(), item.span(), is_prose, prose, found));
        }
        DeValue::Table(table) => in_table(table, prose, found),
        _ => {}
    }
}
