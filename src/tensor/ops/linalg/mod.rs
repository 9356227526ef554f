//! Products of matrices and vectors.

mod check;
mod kernel;
mod matmul;
mod product;
mod qr;
#[cfg(test)]
mod tests;

pub use matmul::linear;
