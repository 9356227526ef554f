//! Products of matrices and vectors.

mod chain;
mod check;
mod cholesky;
mod contract;
mod distance;
mod einsum;
mod factor;
mod jacobi;
mod kernel;
mod matmul;
mod product;
mod pseudo_inverse;
mod qr;
mod solve;
mod spectral;
#[cfg(test)]
mod tests;

pub use chain::multi_dot;
pub use contract::tensordot;
pub use distance::{cdist, cosine_similarity, cross, pairwise_distance};
pub use einsum::einsum;
pub use matmul::linear;
