//! A lesson before a class: pages, votes, notes, a clock, and what each key does. It neither reads keys nor draws: a key
//! goes in, the lines of a screen come out.

mod asked;
mod clock;
mod deck;
mod key;
mod sheet;
mod talk;
#[cfg(test)]
mod tests;
mod vote;
mod words;

pub use deck::Deck;
pub use key::Key;
pub use talk::{Flow, Look, Size, Talk};
pub use vote::{Tally, Vote};
