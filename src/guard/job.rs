//! What the child process is asked to do.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::python::{Cell, Program};

/// A program and the bounds that it runs within.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Job {
    /// What to run.
    pub program: Program,
    /// The bounds.
    pub limits: Limits,
    /// Whether its operations are recorded; what it prints is then dropped.
    #[serde(default)]
    pub trace: bool,
    /// Whether it is surveyed for a review: recorded as for a trace, and asked at its end what it made.
    #[serde(default)]
    pub survey: bool,
    /// The cells that it is cut into, where it is a notebook.
    #[serde(default)]
    pub cells: Option<Vec<Cell>>,
}

/// The bounds of a run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// Memory that the program may use, in MiB.
    pub memory: u64,
    /// Time after which it is stopped.
    pub time: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory: 1024, time: None }
    }
}
