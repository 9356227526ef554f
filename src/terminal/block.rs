//! Blocks, one below the other.

use super::{
    Frame, arithmetic, code,
    line::{Line, signs, width},
    plot, reply, step, table,
    wrap::wrap,
};
use crate::view::{Block, Entry, List, Note, NoteKind, Role, Section, Text, Title};

/// Blanks between a key and its value.
const GAP: usize = 3;

/// The lines of several blocks, a blank line between two of them.
pub(super) fn stack(blocks: &[Block], frame: Frame) -> Vec<Line> {
    let mut lines = Vec::new();
    for block in blocks {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(lay_out(block, frame));
    }
    lines
}

/// The lines of one block.
fn lay_out(block: &Block, frame: Frame) -> Vec<Line> {
    match block {
        Block::Title(title) => self::title(title, frame),
        Block::Heading(text) => prose(&text.clone().or_role(Role::Title), frame),
        Block::Paragraph(text) => prose(text, frame),
        Block::Section(section) => self::section(section, frame),
        Block::Step(step) => step::lay_out(step, frame),
        Block::Formula(formula) => arithmetic::formula(formula, frame),
        Block::Arithmetic(arithmetic) => arithmetic::lay_out(arithmetic, frame),
        Block::Tensor(tensor) => tensor.lines().map(|line| Line::of(Role::Tensor, line)).collect(),
        Block::Code(code) => code::lay_out(code, frame),
        Block::Table(table) => table::lay_out(table, frame),
        Block::Diagnostic(diagnostic) => code::diagnostic(diagnostic, frame),
        Block::Entries(entries) => self::entries(entries, frame),
        Block::List(list) => self::list(list, frame),
        Block::Note(note) => self::note(note, frame),
        Block::Plot(plot) => plot::curves(plot, frame),
        Block::Field(field) => plot::field(field, frame),
        Block::Histogram(histogram) => plot::histogram(histogram, frame),
        Block::Meter(meter) => vec![whole(&signs(&meter.line(0), frame.ascii))],
        Block::Reply(reply) => reply::lay_out(reply, frame),
        Block::Rule => vec![Line::of(Role::Muted, &frame.sign("─").repeat(frame.measure))],
    }
}

/// How far the blocks of a section stand in.
const SECTION: usize = 2;

/// Running text.
pub(super) fn prose(text: &Text, frame: Frame) -> Vec<Line> {
    wrap(&signs(text, frame.ascii), frame.measure)
}

/// Running text after `first`, its other lines indented as far.
pub(super) fn hang(first: Line, text: &Text, frame: Frame) -> Vec<Line> {
    let indent = first.width();
    let mut lines = prose(text, frame.inset(indent)).into_iter();
    let mut out = vec![first.join(lines.next().unwrap_or_default())];
    out.extend(lines.map(|line| Line::default().pad_to(indent).join(line)));
    out
}

/// The name in capitals, and the motto beside it, or below it where there is no room.
fn title(title: &Title, frame: Frame) -> Vec<Line> {
    let name = Line::of(Role::Title, &title.name.to_uppercase());
    let motto = signs(&title.motto, frame.ascii);
    if name.width() + GAP + width(&motto.plain()) > frame.measure {
        return [vec![name], prose(&motto, frame)].concat();
    }
    let columns = name.width() + GAP;
    hang(name.pad_to(columns), &motto, frame)
}

/// The heading, and right below it the blocks, further in.
fn section(section: &Section, frame: Frame) -> Vec<Line> {
    let body = stack(&section.body, frame.inset(SECTION)).into_iter();
    let place = |line: Line| Line::default().pad_to(SECTION).join(line);
    prose(&section.title.clone().or_role(Role::Title), frame).into_iter().chain(body.map(place)).collect()
}

/// Keys in one column, values in another; one below the other where the keys would take too much room.
fn entries(entries: &[Entry], frame: Frame) -> Vec<Line> {
    let keys: Vec<Text> = entries.iter().map(|entry| signs(&entry.key, frame.ascii)).collect();
    let column = keys.iter().map(|key| width(&key.plain())).max().unwrap_or(0) + GAP;
    if column * 5 > frame.measure * 3 {
        return entries.iter().flat_map(|entry| below(entry, frame)).collect();
    }
    let pair = |(entry, key): (&Entry, Text)| hang(whole(&key).pad_to(column), &entry.value, frame);
    entries.iter().zip(keys).flat_map(pair).collect()
}

/// The value below its key.
fn below(entry: &Entry, frame: Frame) -> Vec<Line> {
    [prose(&entry.key, frame), hang(Line::default().pad_to(MARGIN_OF_VALUES), &entry.value, frame)].concat()
}

/// How far a value stands in when it stands below its key.
const MARGIN_OF_VALUES: usize = 4;

/// A text on one line.
fn whole(text: &Text) -> Line {
    text.spans.iter().fold(Line::default(), |line, span| line.with(span.role, &span.text))
}

/// A list with its bullets or numbers.
fn list(list: &List, frame: Frame) -> Vec<Line> {
    let digits = list.items.len().to_string().len();
    let bullet = |index: usize| if list.ordered { format!("{:>digits$}. ", index + 1) } else { frame.sign("• ") };
    let item = |(index, text): (usize, &Text)| hang(Line::of(Role::Muted, &bullet(index)), text, frame);
    list.items.iter().enumerate().flat_map(item).collect()
}

/// A note after its word.
fn note(note: &Note, frame: Frame) -> Vec<Line> {
    let (role, word) = match note.kind {
        NoteKind::Note => (Role::Emphasis, "Nota: "),
        NoteKind::Hint => (Role::Hint, "Pista: "),
        NoteKind::Warning => (Role::Warning, "Aviso: "),
    };
    hang(Line::of(role, word), &note.text, frame)
}
