//! The progress of many students: what each has done, and what goes wrong most often.

mod csv;
mod read;
mod show;
mod summary;
#[cfg(test)]
mod tests;

pub use csv::{exercises_csv, questions_csv};
pub use read::{Rejected, SUMMARY, gather};
pub use show::Words;
pub use summary::{Difficult, Misconception, Row, Summary, VERSION};

use crate::progress::Progress;

/// A student, by the name of the exported file.
#[derive(Clone, Debug, PartialEq)]
pub struct Student {
    /// The file's name without its ending; where several are called the same, with the folder before it.
    pub name: String,
    /// What the file holds.
    pub progress: Progress,
}

/// What the class works with, in its order.
#[derive(Clone, Debug, Default)]
pub struct Syllabus {
    /// The lessons.
    pub lessons: Vec<Unit>,
    /// The exercises.
    pub exercises: Vec<Unit>,
    /// How many items the checklist has.
    pub items: usize,
}

/// A lesson or an exercise.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: String,
}
