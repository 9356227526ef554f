//! What a piece of a lesson asks of Python.

use std::ops::Range;

use crate::{
    content::{Error, Source, Spanned, placeholders},
    guard::Notebook,
    python::PythonError,
};

/// A cell of the lesson's notebook, and where its text stands in the page.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    /// What runs.
    pub source: String,
    /// How.
    pub how: How,
    /// Where it is written.
    pub at: Range<usize>,
    /// How many lines of `source` stand before those that are written there.
    pub before: usize,
}

/// How a cell runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// Statements.
    Code,
    /// Statements whose operations are shown.
    Trace,
    /// One expression.
    Value,
    /// One expression that may fail.
    Try,
    /// Statements that catch this exception, which they must raise.
    Raises(String),
}

impl Ask {
    /// Statements.
    pub fn code(source: impl Into<String>, at: Range<usize>) -> Self {
        Self { source: source.into(), how: How::Code, at, before: 0 }
    }

    /// The value of an expression.
    pub fn value(source: impl Into<String>, at: Range<usize>) -> Self {
        Self { source: source.into(), how: How::Value, at, before: 0 }
    }

    /// The values of the expressions in a text of a block.
    pub fn in_text(text: &Spanned<String>) -> impl Iterator<Item = Self> {
        let at = text.span();
        placeholders(text.get_ref()).into_iter().map(move |found| Self::value(found.expression, at.clone()))
    }

    /// Adds it to a notebook.
    pub fn add(&self, notebook: &mut Notebook) -> usize {
        match self.how {
            How::Value | How::Try => notebook.value(&self.source),
            How::Trace => notebook.traced(&self.source),
            How::Code | How::Raises(_) => notebook.code(&self.source),
        }
    }

    /// The error of a page whose code raises. `first` is the cell's first line in the program.
    pub fn failed(&self, error: &PythonError, first: usize, name: &str, page: &Source) -> Error {
        let line = if self.how == How::Value { None } else { own_line(error, name) };
        let line = line.and_then(|line| line.checked_sub(first + self.before)).unwrap_or(0);
        let what = if self.how == How::Value { "esta expresión" } else { "esta celda" };
        let said = format!("{}: {}", error.kind, error.message).replace('`', "'");
        // Nobody is at the keyboard: its time has run out.
        let message =
            if error.is("KeyboardInterrupt") { format!("{what} no termina") } else { format!("{what} falla: {said}") };
        page.error(self.line(line, page), message)
    }

    /// The stretch of a line of what is written.
    fn line(&self, line: usize, page: &Source) -> Range<usize> {
        let written = page.text.get(self.at.clone()).unwrap_or_default();
        let mut start = self.at.start;
        for (index, text) in written.split_inclusive('\n').enumerate() {
            if index == line {
                let indent = text.len() - text.trim_start().len();
                return start + indent..start + text.trim_end().len().max(indent);
            }
            start += text.len();
        }
        self.at.clone()
    }
}

/// The line of the program where an exception came from.
fn own_line(error: &PythonError, name: &str) -> Option<usize> {
    let syntax = error.syntax.as_ref().and_then(|syntax| syntax.line);
    syntax.or_else(|| error.frames.iter().rev().find(|frame| frame.file == name).map(|frame| frame.line))
}
