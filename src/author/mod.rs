//! What the authors of lessons and exercises need: their texts held to the rules, and templates to start from.
//!
//! [`check`] reads all that a library owns, runs what can be run, and returns what is wrong as [`Finding`]s with their
//! places. Each file here is one rule or one kind of text; the command `autor comprobar` and `cargo test` both call this.

mod answers;
mod check;
mod exercises;
mod finding;
mod hints;
mod language;
mod lessons;
mod names;
mod numbers;
mod proof;
mod prose;
mod reference;
mod report;
mod shelf;
mod shown;
mod template;
#[cfg(test)]
mod tests;
mod width;

pub use check::{Depth, check};
pub use finding::{Finding, Rule};
pub use report::Report;
pub use template::{Kind, Started, start};
