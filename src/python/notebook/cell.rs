//! Cells and what came of them: plain data that crosses a process boundary.

use serde::{Deserialize, Serialize};

use super::Value;
use crate::{python::PythonError, trace::Record};

/// A piece of a program, run after the ones before it and in their namespace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The Python source.
    pub source: String,
    /// Its first line within the whole program, from 1.
    pub line: usize,
    /// What it is.
    pub kind: CellKind,
    /// Whether its operations are recorded.
    pub trace: bool,
}

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellKind {
    /// Statements of the program.
    Code,
    /// One expression that asks for a value. It is no part of the program: random numbers go on as if it had never
    /// been evaluated.
    Value,
}

/// What came of a cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CellResult {
    /// What it printed.
    pub stdout: String,
    /// What it wrote to `sys.stderr`, warnings among it.
    pub stderr: String,
    /// The exception that ended it, if one did.
    pub error: Option<PythonError>,
    /// What its expression gave.
    pub value: Option<Value>,
    /// The steps of its operations.
    pub record: Option<Record>,
}
