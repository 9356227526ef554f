//! Exercises: `lessons/ejercicios/`, a folder each with a statement, a file to edit, a model answer and cases.
//!
//! A submission is judged by values alone: the cases run below the student's file in one guarded child, and below the
//! model answer in another; what comes of each is compared here. So nothing that a submission does can reach what it is
//! compared with.

mod all;
mod case;
mod check;
mod compare;
mod page;
mod run;
mod show;

pub use all::{Exercises, Unknown};
pub use case::Case;
pub use check::{Checked, Judge, Judged, Verdict};
pub use compare::Difference;
pub use page::{Exercise, Front, Mistake};
pub use run::{Failure, Got, Submission};
