//! From a record, or an error, to Spanish.

mod backward;
mod broadcast;
mod chain;
mod changes;
pub mod errors;
mod facts;
pub mod numbers;
mod operations;
mod optimizer;
mod products;
#[cfg(test)]
mod said;
mod seen;
mod selection;
mod slopes;
mod states;
mod steps;
#[cfg(test)]
mod tests;
mod updates;

pub use numbers::{number, shape_of};
pub use selection::{Selection, document};
