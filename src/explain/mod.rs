//! From a record, or an error, to Spanish.

mod backward;
mod changes;
pub mod errors;
mod numbers;
mod operations;
mod products;
mod selection;
mod steps;
#[cfg(test)]
mod tests;
mod updates;

pub use selection::{Selection, document};
