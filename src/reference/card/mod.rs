//! Activation cards: `lessons/fichas/`, with names and parameters from the table that PyTorch's functions run by.

mod cards;
mod facts;
mod list;
mod measured;
mod page;
mod screen;
#[cfg(test)]
mod tests;

pub use cards::{Cards, Family};
pub use measured::{CardFailure, Measured};
pub use page::Card;
