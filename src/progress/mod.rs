//! What a student has done, remembered between sessions: one file in the platform's state folder.
//!
//! Two terminals may write at once, and either may be killed at any moment: each change is made to what the file holds at
//! that time, under a lock, and replaces the file in one move.

mod error;
mod exercise;
mod file;
mod place;
mod record;
mod review;
mod store;
mod transfer;

pub use error::{Error, Fault, reason};
pub use exercise::Practice;
pub use file::rename;
pub use place::{FOLDER, Place};
pub use record::{Attempt, CHECKLIST, Lesson, Prediction, Progress, VERSION, now};
pub use review::{DAY, Due, Repeated, Review};
pub use store::Store;
pub use transfer::{Changes, Import, read, read_export, save};
