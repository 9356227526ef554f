//! Tables: decimal points under each other, never a wrapped cell. A table that is too wide splits into blocks of
//! columns; one that is too wide even then becomes a record a row.

use tabled::{
    builder::Builder,
    settings::{Padding, Style, object::Columns, style::HorizontalLine},
};

use super::{
    Frame,
    block::hang,
    line::{Line, signs, width},
};
use crate::view::{Align, Role, Table, Text, before_point};

/// Columns between two cells.
const GAP: usize = 3;

/// A column whose cells all take the same width.
struct Column {
    header: Line,
    cells: Vec<Line>,
    width: usize,
}

/// The lines of a table.
pub(super) fn lay_out(table: &Table, frame: Frame) -> Vec<Line> {
    let columns: Vec<Column> = (0..table.columns.len()).map(|index| column(table, index, frame)).collect();
    let (keys, rest) = columns.split_at(table.keys.min(columns.len()));
    let Some(groups) = groups(keys, rest, frame.columns) else { return records(table, frame) };
    let mut lines = Vec::new();
    for group in groups {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        let shown: Vec<&Column> = keys.iter().chain(group).collect();
        lines.extend(draw(&shown, table, frame));
    }
    lines
}

/// Column `index`, laid out.
fn column(table: &Table, index: usize, frame: Frame) -> Column {
    let text = |row: &Vec<Text>| row.get(index).map(|cell| signs(cell, frame.ascii)).unwrap_or_default();
    let cells: Vec<Text> = table.rows.iter().map(text).collect();
    let align = table.columns[index].align;
    let header = whole(&signs(&table.columns[index].header.clone().or_role(Role::Emphasis), frame.ascii));
    let left = cells.iter().map(|cell| before_point(&cell.plain())).max().unwrap_or(0);
    let shift = |cell: &Text| if align == Align::Decimal { left - before_point(&cell.plain()) } else { 0 };
    let lines: Vec<Line> = cells.iter().map(|cell| Line::default().pad_to(shift(cell)).join(whole(cell))).collect();
    let width = lines.iter().chain([&header]).map(Line::width).max().unwrap_or(0);
    let inner = lines.iter().map(Line::width).max().unwrap_or(0);
    let cell = |line: Line| match align {
        Align::Left => line.pad_to(width),
        Align::Right => push_right(line, width),
        Align::Decimal => push_right(line.pad_to(inner), width),
    };
    let header = if align == Align::Left { header.pad_to(width) } else { push_right(header, width) };
    Column { header, cells: lines.into_iter().map(cell).collect(), width }
}

/// The line at the right edge of `columns`.
fn push_right(line: Line, columns: usize) -> Line {
    Line::default().pad_to(columns.saturating_sub(line.width())).join(line)
}

/// A text on one line.
fn whole(text: &Text) -> Line {
    text.spans.iter().fold(Line::default(), |line, span| line.with(span.role, &span.text))
}

/// The columns that fit beside the keys, block by block; none when even one does not.
fn groups<'a>(keys: &[Column], rest: &'a [Column], room: usize) -> Option<Vec<&'a [Column]>> {
    let taken: usize = keys.iter().map(|column| column.width + GAP).sum();
    let (mut groups, mut start, mut used) = (Vec::new(), 0, taken);
    for (index, column) in rest.iter().enumerate() {
        if taken + column.width > room {
            return None;
        }
        if used + column.width > room {
            groups.push(&rest[start..index]);
            (start, used) = (index, taken);
        }
        used += column.width + GAP;
    }
    groups.push(&rest[start..]);
    (taken <= room + GAP).then_some(groups)
}

/// One block: the lines between the cells are `tabled`'s, the cells keep their roles.
fn draw(columns: &[&Column], table: &Table, frame: Frame) -> Vec<Line> {
    let headers = columns.iter().any(|column| column.header.spans().iter().any(|span| !span.text.trim().is_empty()));
    let mut rows: Vec<Vec<&Line>> = Vec::new();
    if headers {
        rows.push(columns.iter().map(|column| &column.header).collect());
    }
    rows.extend((0..table.rows.len()).map(|row| columns.iter().map(|column| &column.cells[row]).collect()));
    let ruled = headers && !table.bare;
    let drawn = grid(&rows, ruled, table.bare);
    let mut cells = rows.iter();
    let mut lines = Vec::new();
    for (index, line) in drawn.lines().enumerate() {
        match (ruled && index == 1, cells.as_slice().first()) {
            (false, Some(row)) => {
                lines.push(inlay(line, row, columns, frame));
                cells.next();
            }
            _ => lines.push(Line::of(Role::Muted, &frame.sign(line))),
        }
    }
    lines
}

/// The grid with its cells as plain text.
fn grid(rows: &[Vec<&Line>], ruled: bool, bare: bool) -> String {
    let mut builder = Builder::new();
    for row in rows {
        builder
            .push_record(row.iter().map(|line| line.spans().iter().map(|span| span.text.as_str()).collect::<String>()));
    }
    let mut table = builder.build();
    let (left, right) = if bare { (0, GAP) } else { (1, 1) };
    let rule = HorizontalLine::inherit(Style::modern()).horizontal('─').intersection('┼').remove_left().remove_right();
    match (bare, ruled) {
        (true, _) => table.with(Style::empty()),
        (false, false) => table.with(Style::empty().vertical('│')),
        (false, true) => table.with(Style::empty().vertical('│').horizontals([(1, rule)])),
    };
    table.with(Padding::new(left, right, 0, 0));
    table.modify(Columns::first(), Padding::new(0, right, 0, 0)).modify(Columns::last(), Padding::new(left, 0, 0, 0));
    table.to_string()
}

/// A drawn line with the cells, roles and all, in their places.
fn inlay(drawn: &str, row: &[&Line], columns: &[&Column], frame: Frame) -> Line {
    let mut rest = drawn.chars();
    let mut line = Line::default();
    for (index, (cell, column)) in row.iter().zip(columns).enumerate() {
        if index > 0 {
            let between: String = rest.by_ref().take(GAP).collect();
            line.push(Role::Muted, &frame.sign(&between));
        }
        let mut left = column.width;
        while left > 0 {
            let Some(c) = rest.next() else { break };
            left = left.saturating_sub(width(c.encode_utf8(&mut [0; 4])));
        }
        line = line.join((*cell).clone());
    }
    line
}

/// A record a row: the keys, and below them the other cells, each after its header.
fn records(table: &Table, frame: Frame) -> Vec<Line> {
    let keys = table.keys.min(table.columns.len());
    let mut lines = Vec::new();
    for row in &table.rows {
        let (key, rest) = row.split_at(keys.min(row.len()));
        if !lines.is_empty() && !table.bare {
            lines.push(Line::default());
        }
        let name =
            key.iter().fold(
                Text::new(),
                |name, cell| if name.is_empty() { cell.clone() } else { name.say(" ").join(cell.clone()) },
            );
        lines.extend(hang(Line::default(), &name.or_role(Role::Emphasis), frame));
        for (cell, column) in rest.iter().zip(&table.columns[keys..]) {
            let header = if column.header.is_empty() { String::new() } else { format!("{}: ", column.header.plain()) };
            lines.extend(hang(Line::of(Role::Plain, "  ").with(Role::Muted, &frame.sign(&header)), cell, frame));
        }
    }
    lines
}
