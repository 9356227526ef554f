//! What came of the cells of a piece, taken in the order in which they were asked for.

use std::slice::Iter;

use super::show;
use crate::{
    content::{Spanned, fill_text, marked},
    python::{CellResult, Value},
    view::Text,
};

/// The results of one piece.
pub(super) struct Results<'a>(Iter<'a, CellResult>);

impl<'a> Results<'a> {
    /// The results of a piece, as many as its asks.
    pub fn new(results: &'a [CellResult]) -> Self {
        Self(results.iter())
    }

    /// What came of the next cell.
    pub fn cell(&mut self) -> Option<&'a CellResult> {
        self.0.next()
    }

    /// The value of the next cell.
    pub fn value(&mut self) -> Value {
        self.cell().and_then(|result| result.value.clone()).unwrap_or(Value::None)
    }

    /// The value of the next cell, unless it failed.
    pub fn tried(&mut self) -> Option<Value> {
        self.cell().and_then(|result| result.value.clone())
    }

    /// The next value as prose shows it.
    pub fn shown(&mut self) -> String {
        show::value(&self.value())
    }

    /// A text of a block with its values filled in.
    pub fn text(&mut self, text: &Spanned<String>) -> Text {
        fill_text(marked(text.get_ref()), &mut |_| self.shown())
    }
}
