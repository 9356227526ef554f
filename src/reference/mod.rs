//! What is looked up: the card of each activation, and the glossary. The texts stand under `lessons/`.

mod card;
mod glossary;
mod search;

pub use card::{Card, CardFailure, Cards, Family, Measured};
pub use glossary::{Glossary, Term};
pub use search::Unknown;
