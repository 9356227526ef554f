//! Every function by family. A family is one file: PyTorch's signature as text, and what it runs.

mod arithmetic;
mod session;

use super::function::Function;

/// All functions, overloads in the order in which they are tried.
pub fn all() -> impl Iterator<Item = &'static Function> {
    [arithmetic::FUNCTIONS, session::FUNCTIONS].into_iter().flatten()
}
