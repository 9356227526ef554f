//! A table read cell by cell.

use super::words;
use crate::view::{Role, Table, Text};

/// The lines that read a table: «fila 1, columna 2 (relu): 0.3». A list in columns without headers is read row by row.
pub(super) fn read(table: &Table) -> Vec<Text> {
    if table.columns.iter().all(|column| column.header.is_empty()) {
        return table.rows.iter().map(|row| list(row)).collect();
    }
    let size = format!("Tabla: {}, {}.", count(table.rows.len(), "fila"), count(table.columns.len(), "columna"));
    let cells = table.rows.iter().enumerate().flat_map(|(row, cells)| self::row(table, row, cells));
    std::iter::once(size.into()).chain(cells).collect()
}

/// So many of what is called so.
pub(super) fn count(number: usize, name: &str) -> String {
    format!("{number} {name}{}", if number == 1 { "" } else { "s" })
}

/// The cells of a row that say something.
fn row<'a>(table: &'a Table, row: usize, cells: &'a [Text]) -> impl Iterator<Item = Text> + 'a {
    let spoken = move |(column, text): (usize, &Text)| {
        let header = table.columns.get(column).map(|column| words(&column.header)).unwrap_or_default();
        let place = Text::new().with(Role::Muted, format!("fila {}, columna {}", row + 1, column + 1));
        let place = if header.is_empty() { place } else { place.say(" (").join(header).say(")") };
        Some(cell(text)).filter(|text| !text.is_empty()).map(|text| place.say(": ").join(text))
    };
    cells.iter().enumerate().filter_map(spoken)
}

/// A row without headers.
fn list(row: &[Text]) -> Text {
    let cells = row.iter().map(cell).filter(|cell| !cell.is_empty());
    let join = |all: Option<Text>, cell: Text| Some(all.map_or(cell.clone(), |all: Text| all.say(", ").join(cell)));
    cells.fold(None, join).unwrap_or_default()
}

/// A cell in words; one with nothing but a sign is a yes or a no.
fn cell(text: &Text) -> Text {
    match text.plain().trim() {
        "✔" => "sí".into(),
        "✗" => "no".into(),
        plain if plain.chars().all(|c| matches!(c, '●' | '○' | ' ')) => Text::new(),
        _ => words(text),
    }
}
