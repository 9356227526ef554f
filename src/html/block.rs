//! Blocks, one below the other.

use maud::{Markup, html};
use unicode_width::UnicodeWidthStr;

use super::{
    Writer, code,
    inline::{self, Plain, text},
    step, table,
};
use crate::view::{Block, Entry, Histogram, List, Note, NoteKind, Section};

/// What is wider than so many characters may have to be moved sideways on a phone, so the keyboard must reach it.
const NARROW: usize = 38;

impl Writer {
    /// Blocks whose headings are of this level.
    pub(super) fn stack(&mut self, mut blocks: &[Block], level: u8) -> Markup {
        let mut parts = Vec::new();
        while let [first, rest @ ..] = blocks {
            if let Block::Reply(_) = first {
                let replies = blocks.iter().map_while(|block| if let Block::Reply(r) = block { Some(r) } else { None });
                let (markup, taken) = self.dialogue(&replies.collect::<Vec<_>>());
                parts.push(markup);
                blocks = &blocks[taken..];
            } else {
                parts.push(self.block(first, level));
                blocks = rest;
            }
        }
        html! { @for part in parts { (part) } }
    }

    fn block(&mut self, block: &Block, level: u8) -> Markup {
        match block {
            Block::Title(title) => html! {
                (heading(level, &html! { (Plain(&title.name)) }))
                p.lead { (text(&title.motto)) }
            },
            Block::Heading(title) => heading(level, &inline::heading(title)),
            Block::Section(section) => self.section(section, level),
            Block::Paragraph(paragraph) => html! { p { (text(paragraph)) } },
            Block::Step(step) => self.step(step, level),
            Block::Formula(formula) => step::formula(formula),
            Block::Arithmetic(arithmetic) => step::arithmetic(arithmetic),
            Block::Tensor(tensor) => self::tensor(tensor),
            Block::Code(code) => code::block(code),
            Block::Table(table) => table::table(table, None),
            Block::Diagnostic(diagnostic) => code::diagnostic(diagnostic),
            Block::Entries(entries) => self::entries(entries),
            Block::List(list) => self::list(list),
            Block::Note(note) => self::note(note),
            Block::Plot(plot) => self.plot(plot),
            Block::Field(field) => self.field(field),
            Block::Histogram(histogram) => self::histogram(histogram),
            Block::Meter(meter) => html! { p.meter { (text(&meter.line(0))) } },
            // `stack` takes replies together; one alone is a dialogue of one.
            Block::Reply(reply) => self.dialogue(&[reply]).0,
            Block::Rule => html! { hr; },
        }
    }

    /// Blocks under a heading; a table has its name as a table has it.
    fn section(&mut self, section: &Section, level: u8) -> Markup {
        if let [Block::Table(table)] = section.body.as_slice() {
            return table::table(table, Some(&section.title));
        }
        html! {
            section {
                (heading(level, &inline::heading(&section.title)))
                (self.stack(&section.body, level + 1))
            }
        }
    }
}

/// A heading of this level.
pub(super) fn heading(level: u8, title: &Markup) -> Markup {
    match level {
        0..=2 => html! { h2 { (title) } },
        3 => html! { h3 { (title) } },
        4 => html! { h4 { (title) } },
        5 => html! { h5 { (title) } },
        _ => html! { h6 { (title) } },
    }
}

/// What may be wider than the page moves sideways within its own box.
pub(super) fn scroll(columns: usize, name: &str, inner: &Markup) -> Markup {
    if columns <= NARROW {
        return html! { div.scroll { (inner) } };
    }
    html! { div.scroll tabindex="0" role="group" aria-label=(name) { (inner) } }
}

/// A tensor as PyTorch prints it.
fn tensor(tensor: &str) -> Markup {
    let lines = || tensor.lines();
    let columns = lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let inner = html! {
        pre.tensor { samp { @for (index, line) in lines().enumerate() { @if index > 0 { "\n" } (Plain(line)) } } }
    };
    scroll(columns, "Resultado", &inner)
}

fn entries(entries: &[Entry]) -> Markup {
    html! { dl { @for entry in entries { div { dt { (text(&entry.key)) } dd { (text(&entry.value)) } } } } }
}

fn list(list: &List) -> Markup {
    let items = html! { @for item in &list.items { li { (text(item)) } } };
    if list.ordered {
        html! { ol { (items) } }
    } else {
        html! { ul { (items) } }
    }
}

fn note(note: &Note) -> Markup {
    let (class, word) = match note.kind {
        NoteKind::Note => ("note", "Nota:"),
        NoteKind::Hint => ("note hint", "Pista:"),
        NoteKind::Warning => ("note warning", "Aviso:"),
    };
    html! { p class=(class) role="note" { strong { (word) } " " (text(&note.text)) } }
}

/// Counts in a table whose bars repeat them.
fn histogram(histogram: &Histogram) -> Markup {
    let most = histogram.bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    html! {
        table.histogram {
            @if !histogram.title.is_empty() { caption { (inline::heading(&histogram.title)) } }
            @for bar in &histogram.bars {
                tr {
                    th scope="row" { (Plain(&bar.label)) }
                    td {
                        span.bar style={ "width:" (bar.count * 1000 / most / 10) "%" } {}
                        (bar.count)
                        @if !histogram.unit.is_empty() { span.muted { " " (Plain(&histogram.unit)) } }
                    }
                }
            }
        }
    }
}
