//! Pitfalls: `lessons/trampas/`, a page each with a program that falls in, one that measures why, and one repaired.

mod all;
mod listing;
mod page;
mod played;
mod prediction;
mod program;
mod show;
#[cfg(test)]
mod tests;

pub use all::{Pitfalls, Unknown};
pub use page::{Front, Gravity, Pitfall, Wording};
pub use played::{Failure, Played, Ran};
pub use program::{Program, Purpose};
