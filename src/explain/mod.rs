//! From a record, or an error, to Spanish.

mod backward;
mod chain;
mod changes;
pub mod errors;
pub mod numbers;
mod operations;
mod optimizer;
mod products;
mod selection;
mod slopes;
mod steps;
#[cfg(test)]
mod tests;
mod updates;

pub use numbers::{number, shape_of};
pub use selection::{Selection, document};
