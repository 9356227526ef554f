//! Source with line numbers and carets, alone or within a diagnostic.

use std::ops::Range;

use super::{
    Frame,
    block::hang,
    line::{Line, signs, width},
    wrap::wrap,
};
use crate::view::{Code, Diagnostic, Mark, Remark, Role, Severity, Text, visible};

/// How far code without numbers stands in.
const INDENT: usize = 2;
/// What stands between a line's number and its source.
const GUTTER: usize = 3;
/// A line is not cut to less than this.
const NARROWEST: usize = 20;
/// A label below its carets needs this many columns, or starts further left.
const LABEL: usize = 24;

/// Code as a block of its own.
pub(super) fn lay_out(code: &Code, frame: Frame) -> Vec<Line> {
    match code.first {
        Some(_) => numbered(code, digits(code), frame, Role::Muted),
        None => code.lines().map(|(_, line)| Line::default().pad_to(INDENT).with(Role::Code, line)).collect(),
    }
}

/// A diagnostic: what, where, the source, what else.
pub(super) fn diagnostic(diagnostic: &Diagnostic, frame: Frame) -> Vec<Line> {
    let role = role(diagnostic.severity);
    let id = diagnostic.id.as_ref().map(|id| format!("[{id}]")).unwrap_or_default();
    let head = Text::new().with(role, format!("{}{id}: ", diagnostic.severity.name()));
    let mut lines =
        wrap(&signs(&head.join(diagnostic.message.clone().or_role(Role::Emphasis)), frame.ascii), frame.measure);
    let digits = diagnostic.excerpt.as_ref().map_or(1, digits);
    if let Some(place) = &diagnostic.place {
        lines.push(edge(digits, "┌─ ", frame).with(Role::Plain, &place.to_string()));
    }
    if let Some(code) = &diagnostic.excerpt {
        let code = cropped(code, frame.columns.saturating_sub(digits + GUTTER));
        lines.push(edge(digits, "│", frame));
        lines.extend(numbered(&code, digits, frame, role));
    }
    if diagnostic.place.is_some() && !diagnostic.remarks.is_empty() {
        lines.push(edge(digits, "│", frame));
    }
    lines.extend(remarks(&diagnostic.remarks, digits, frame));
    lines
}

/// The role of a severity.
fn role(severity: Severity) -> Role {
    match severity {
        Severity::Error => Role::Error,
        Severity::Warning => Role::Warning,
        Severity::Advice | Severity::Note => Role::Hint,
    }
}

/// `= label: text`, the texts under each other.
fn remarks(remarks: &[Remark], digits: usize, frame: Frame) -> Vec<Line> {
    let label = |remark: &Remark| format!("= {}: ", remark.label);
    let column = remarks.iter().map(|remark| width(&label(remark))).max().unwrap_or(0) + digits + 1;
    let line = |remark: &Remark| {
        let first = Line::default().pad_to(digits + 1).with(Role::Hint, &label(remark)).pad_to(column);
        hang(first, &remark.text, frame)
    };
    remarks.iter().flat_map(line).collect()
}

/// The same source, each line that has no room cut to what stands around its mark.
fn cropped(code: &Code, room: usize) -> Code {
    let room = room.max(NARROWEST);
    let mut cropped = Code { source: String::new(), ..code.clone() };
    for (number, source) in code.lines() {
        let mark = code.marks.iter().find(|mark| mark.line == number);
        let (start, line) =
            window(source, mark.map_or(0..0, |mark| mark.from.saturating_sub(1)..mark.to.saturating_sub(1)), room);
        for mark in cropped.marks.iter_mut().filter(|mark| mark.line == number) {
            (mark.from, mark.to) =
                (mark.from.saturating_sub(start).max(1), mark.to.saturating_sub(start).clamp(2, room + 1));
        }
        cropped.source += &line;
        cropped.source.push('\n');
    }
    cropped
}

/// As many characters of a line as there is room for, around a stretch of it, and how many are cut off before.
fn window(source: &str, stretch: Range<usize>, room: usize) -> (usize, String) {
    let characters: Vec<char> = source.chars().collect();
    if width(&visible(source)) <= room {
        return (0, source.to_owned());
    }
    let start = if stretch.end < room {
        0
    } else {
        stretch.start.saturating_sub(room / 3).min(characters.len().saturating_sub(room))
    };
    let end = characters.len().min(start + room);
    let mut seen = characters[start..end].to_vec();
    if start > 0 {
        seen[0] = '…';
    }
    if let Some(last) = seen.last_mut().filter(|_| end < characters.len()) {
        *last = '…';
    }
    (start, seen.into_iter().collect())
}

/// Source with its numbers, carets below.
fn numbered(code: &Code, digits: usize, frame: Frame, role: Role) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, source) in code.lines() {
        let gutter = Line::of(Role::Muted, &format!("{number:>digits$} {} ", frame.sign("│")));
        lines.push(gutter.with(Role::Code, source));
        let marks = code.marks.iter().filter(|mark| mark.line == number);
        lines.extend(marks.flat_map(|mark| carets(mark, source, digits, frame, role)));
    }
    lines
}

/// Carets under a stretch, and what is said about it: beside them, or below where there is no room.
fn carets(mark: &Mark, source: &str, digits: usize, frame: Frame, role: Role) -> Vec<Line> {
    let start = columns(source, mark.from.saturating_sub(1));
    let length = columns(source, mark.to.saturating_sub(1)).saturating_sub(start).max(1);
    let gutter = edge(digits, "│ ", frame);
    let carets = gutter.clone().pad_to(gutter.width() + start).with(role, &"^".repeat(length));
    let label = signs(&mark.label.clone().or_role(role), frame.ascii);
    let room = frame.columns.saturating_sub(carets.width() + 1);
    if label.is_empty() {
        return vec![carets];
    }
    if width(&label.plain()) <= room {
        return wrap(&label, usize::MAX)
            .into_iter()
            .take(1)
            .map(|line| carets.clone().with(Role::Plain, " ").join(line))
            .collect();
    }
    let widest = frame.columns.saturating_sub(gutter.width());
    let indent = start.min(widest.saturating_sub(LABEL));
    let below = wrap(&label, widest.saturating_sub(indent));
    let place = |line| gutter.clone().pad_to(gutter.width() + indent).join(line);
    std::iter::once(carets).chain(below.into_iter().map(place)).collect()
}

/// The columns that the first `characters` of `source` take on the screen.
fn columns(source: &str, characters: usize) -> usize {
    let end = source.char_indices().nth(characters).map_or(source.len(), |(index, _)| index);
    let beyond = characters.saturating_sub(source.chars().count());
    width(&visible(&source[..end])) + beyond
}

/// The gutter of a line without a number.
fn edge(digits: usize, sign: &str, frame: Frame) -> Line {
    Line::default().pad_to(digits + 1).with(Role::Muted, &frame.sign(sign))
}

/// How many digits the largest line number has.
fn digits(code: &Code) -> usize {
    code.lines().last().map_or(1, |(number, _)| number.to_string().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_room_is_cut_around_its_mark() {
        let source = "a".repeat(50) + "MARCA" + &"z".repeat(45);
        for (stretch, room, expected) in [
            (50..55, 100, (0, source.as_str())),
            (50..55, 30, (40, "…aaaaaaaaaMARCAzzzzzzzzzzzzzz…")),
            (0..5, 20, (0, "aaaaaaaaaaaaaaaaaaa…")),
            (95..100, 20, (80, "…zzzzzzzzzzzzzzzzzzz")),
            (0..100, 20, (0, "aaaaaaaaaaaaaaaaaaa…")),
        ] {
            let (start, line) = window(&source, stretch, room);
            assert_eq!((start, line.as_str()), expected);
        }
    }

    #[test]
    fn carets_follow_what_is_cut() {
        let code = Code::new("x".repeat(70) + "aquí" + &"y".repeat(30)).numbered(7).mark(7, 71..75, "");
        let cropped = cropped(&code, 40);
        let mark = &cropped.marks[0];
        let under: String = cropped.source.chars().skip(mark.from - 1).take(mark.to - mark.from).collect();
        assert_eq!(under, "aquí");
    }
}
