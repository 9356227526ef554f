//! Every function by family. A family is one file: PyTorch's signature as text, and what it runs.

mod arithmetic;
mod creation;
mod display;
mod indexing;
mod join;
mod random;
mod session;
mod shape;

use super::function::Function;

/// All functions, overloads in the order in which they are tried.
pub fn all() -> impl Iterator<Item = &'static Function> {
    [
        arithmetic::FUNCTIONS,
        creation::FUNCTIONS,
        display::FUNCTIONS,
        indexing::FUNCTIONS,
        join::FUNCTIONS,
        random::FUNCTIONS,
        session::FUNCTIONS,
        shape::FUNCTIONS,
    ]
    .into_iter()
    .flatten()
}
