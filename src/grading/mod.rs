//! Grading: many students' files, each run in a process of its own, with results that depend on nothing but the files.

mod csv;
mod grade;
mod gradescope;
mod hand_in;
mod junit;
mod name;
mod report;
mod run;
mod show;

pub use csv::{safe, table};
pub use grade::{Grade, Status, Student};
pub use hand_in::{HandIn, Unreadable, read};
pub use name::recognised;
pub use report::{Mistake, Report, VERSION};
pub use run::Grader;
