//! Values side by side.

use serde::Deserialize;

use super::{ask::Ask, results::Results, show};
use crate::{
    content::{Fence, Result, Source, Spanned, marked},
    explain,
    python::Value,
    view::{self, Align, Block, Role, Section, Text},
};

/// A block `tabla`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    titulo: Option<String>,
    clave: Column,
    columnas: Vec<Column>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Column {
    titulo: String,
    valores: Spanned<String>,
    /// The word at the cells where `donde` holds.
    marca: Option<String>,
    donde: Option<Spanned<String>>,
}

impl Table {
    /// Reads a block.
    pub(super) fn read(fence: &Fence, source: &Source) -> Result<Self> {
        let table: Self = source.toml(fence.body_range())?;
        if let Some(half) = table.columns().find(|column| column.marca.is_some() != column.donde.is_some()) {
            let error = source.error(half.valores.span(), "`marca` y `donde` van juntas");
            return Err(error.hint("`marca` es la palabra, y `donde` la expresión que dice en qué filas se pone"));
        }
        Ok(table)
    }

    fn columns(&self) -> impl Iterator<Item = &Column> {
        [&self.clave].into_iter().chain(&self.columnas)
    }

    /// The cells that it needs: its values, then the same printed, for whoever runs the program.
    pub(super) fn asks(&self) -> Vec<Ask> {
        let value = |text: &Spanned<String>| Ask::value(text.get_ref(), text.span());
        let values = self.columns().flat_map(|column| [Some(&column.valores), column.donde.as_ref()]);
        let title = self.titulo.as_deref().unwrap_or("Tabla");
        let line = |column: &Column| format!("print({:?}, {})", column.titulo, column.valores.get_ref());
        let lines: Vec<String> = self.columns().map(line).collect();
        let printed = Ask::code(format!("# {title}\n{}", lines.join("\n")), self.clave.valores.span());
        values.flatten().map(value).chain([printed]).collect()
    }

    /// The table with its values.
    pub(super) fn play(&self, results: &mut Results<'_>, source: &Source) -> Result<Block> {
        let mut columns = Vec::new();
        for column in self.columns() {
            columns.push(column.play(results, source)?);
        }
        let height = columns.first().map_or(0, Vec::len);
        if let Some((column, cells)) = self.columns().zip(&columns).find(|(_, cells)| cells.len() != height) {
            let message = format!("esta columna tiene {} valores y la primera {height}", cells.len());
            return Err(source.error(column.valores.span(), message));
        }
        let head = |table: view::Table, column: &Column| table.column(marked(&column.titulo), Align::Decimal);
        let table = self.columns().fold(view::Table::new(), head);
        let row = |row: usize| columns.iter().map(move |column| column[row].clone());
        let table = (0..height).fold(table, |table, index| table.row(row(index)));
        Ok(match &self.titulo {
            Some(title) => Section { title: marked(title), body: vec![table.into()] }.into(),
            None => table.into(),
        })
    }
}

impl Column {
    fn play(&self, results: &mut Results<'_>, source: &Source) -> Result<Vec<Text>> {
        let values = results.value();
        let unfit =
            || source.error(self.valores.span(), format!("esto vale {}, y no es una columna", show::value(&values)));
        let cells = cells(&values).ok_or_else(unfit)?;
        let Some(word) = &self.marca else { return Ok(cells.into_iter().map(Text::from).collect()) };
        let (_, marks) = results.value().numbers().unwrap_or_default();
        let marks = marks.into_iter().map(|mark| mark != 0.0).chain(std::iter::repeat(false));
        let cell = |(text, is_marked): (String, bool)| {
            if is_marked { view::cell(Role::Warning, format!("{text} {word}")) } else { text.into() }
        };
        Ok(cells.into_iter().zip(marks).map(cell).collect())
    }
}

/// The cells of a column: numbers, or the items of a list.
fn cells(values: &Value) -> Option<Vec<String>> {
    match values {
        Value::List(items) if values.numbers().is_none() => Some(items.iter().map(show::value).collect()),
        _ => values.numbers().map(|(_, numbers)| numbers.into_iter().map(explain::number).collect()),
    }
}
