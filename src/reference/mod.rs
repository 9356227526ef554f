//! What is looked up: the card of each activation, the glossary, and the page of each pitfall. The texts stand under
//! `lessons/`.

mod card;
mod glossary;
pub mod pitfall;
mod search;

pub use card::{Card, CardFailure, Cards, Family, Measured};
pub use glossary::{Glossary, Term};
pub use search::Unknown;
