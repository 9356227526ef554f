//! Products of matrices and vectors.

mod check;
mod kernel;
mod matmul;
mod product;
#[cfg(test)]
mod tests;

pub use matmul::linear;
