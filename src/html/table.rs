//! Tables, with decimal points under each other.

use maud::{Markup, html};
use unicode_width::UnicodeWidthStr;

use super::{
    block::scroll,
    inline::{self, text},
};
use crate::view::{Align, Column, Table, Text, before_point};

/// A table, with its name where it has one.
pub(super) fn table(table: &Table, title: Option<&Text>) -> Markup {
    let headed = table.columns.iter().any(|column| !column.header.is_empty());
    let widths: Vec<usize> = (0..table.columns.len()).map(|index| width(table, index)).collect();
    let after: Vec<usize> = (0..table.columns.len()).map(|index| longest(table, index, after_point)).collect();
    let inner = html! {
        table.bare[table.bare] {
            @if let Some(title) = title { caption { (inline::heading(title)) } }
            @if headed {
                thead {
                    tr { @for column in &table.columns { (header(column)) } }
                }
            }
            tbody {
                @for row in &table.rows {
                    tr {
                        @for (index, column) in table.columns.iter().enumerate() {
                            (cell(row.get(index), column, index < table.keys && headed, after[index]))
                        }
                    }
                }
            }
        }
    };
    let name = title.map_or_else(|| "Tabla".to_owned(), Text::plain);
    scroll(widths.iter().sum::<usize>() + 3 * widths.len(), &name, &inner)
}

/// The header of a column; one that says nothing is none.
fn header(column: &Column) -> Markup {
    html! {
        @if column.header.is_empty() { td {} }
        @else { th.end[column.align != Align::Left] scope="col" { (text(&column.header)) } }
    }
}

/// A cell; `after` is the most that any number of its column has behind the point.
fn cell(content: Option<&Text>, column: &Column, key: bool, after: usize) -> Markup {
    let class = match column.align {
        Align::Left => None,
        Align::Right => Some("end"),
        Align::Decimal => Some("end decimal"),
    };
    let missing = content.map_or(0, |content| after - after_point(&content.plain()));
    let shift = (column.align == Align::Decimal && missing > 0).then(|| format!("--missing:{missing}"));
    let inner = content.map(text);
    html! {
        @if key { th scope="row" class=[class] style=[shift] { (inner.unwrap_or_default()) } }
        @else { td class=[class] style=[shift] { (inner.unwrap_or_default()) } }
    }
}

/// The characters behind the digits before the point.
fn after_point(cell: &str) -> usize {
    cell.width() - before_point(cell)
}

/// The most that a measure says of any cell of a column.
fn longest(table: &Table, index: usize, measure: impl Fn(&str) -> usize) -> usize {
    table.rows.iter().filter_map(|row| row.get(index)).map(|cell| measure(&cell.plain())).max().unwrap_or(0)
}

/// The characters that a column takes.
fn width(table: &Table, index: usize) -> usize {
    longest(table, index, UnicodeWidthStr::width).max(table.columns[index].header.plain().width())
}
