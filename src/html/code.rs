//! Source with line numbers and marks, alone or within a diagnostic.

use maud::{Markup, html};
use unicode_width::UnicodeWidthStr;

use super::{
    block::scroll,
    inline::{Plain, text},
};
use crate::view::{Code, Diagnostic, Mark, Severity};

/// Code as a block of its own. Who copies it copies no line numbers.
pub(super) fn block(code: &Code) -> Markup {
    let numbered = code.first.is_some();
    let lines: Vec<Markup> = code.lines().map(|(number, line)| self::line(code, number, line)).collect();
    let columns = code.source.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let inner = html! {
        pre.code.numbered[numbered] {
            code { @for (index, line) in lines.iter().enumerate() { @if index > 0 { "\n" } (line) } }
        }
    };
    scroll(columns, "Código", &inner)
}

fn line(code: &Code, number: usize, line: &str) -> Markup {
    let mut marks: Vec<&Mark> = code.marks.iter().filter(|mark| mark.line == number).collect();
    marks.sort_by_key(|mark| mark.from);
    let source = if marks.is_empty() {
        html! { (Plain(line)) }
    } else {
        marked(line, &marks)
    };
    html! {
        @if code.first.is_some() { span.line data-line=(number) { (source) } } @else { (source) }
        @for mark in marks.iter().filter(|mark| !mark.label.is_empty()) {
            "\n" span.label { "↑ " (text(&mark.label)) }
        }
    }
}

/// A line with its marked stretches; one within another is left out.
fn marked(line: &str, marks: &[&Mark]) -> Markup {
    let byte = |column: usize| line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(index, _)| index);
    let mut at = 0;
    let mut parts = Vec::new();
    for mark in marks {
        let (from, to) = (byte(mark.from), byte(mark.to));
        if from >= at && from < to {
            parts.push(html! { (Plain(&line[at..from])) mark { (Plain(&line[from..to])) } });
            at = to;
        }
    }
    html! { @for part in parts { (part) } (Plain(&line[at..])) }
}

/// What is wrong, where, and what else there is to say.
pub(super) fn diagnostic(diagnostic: &Diagnostic) -> Markup {
    let class = match diagnostic.severity {
        Severity::Error => "diagnostic error",
        Severity::Warning => "diagnostic warning",
        Severity::Advice | Severity::Note => "diagnostic hint",
    };
    html! {
        div class=(class) {
            p {
                strong {
                    (diagnostic.severity.name())
                    @if let Some(id) = &diagnostic.id { "[" (Plain(id)) "]" }
                    ": "
                }
                (text(&diagnostic.message))
                @if let Some(place) = &diagnostic.place { " " span.place { (Plain(&place.to_string())) } }
            }
            @if let Some(code) = &diagnostic.excerpt { (block(code)) }
            @if !diagnostic.remarks.is_empty() {
                dl {
                    @for remark in &diagnostic.remarks {
                        div { dt { (Plain(&remark.label)) ":" } dd { (text(&remark.text)) } }
                    }
                }
            }
        }
    }
}
