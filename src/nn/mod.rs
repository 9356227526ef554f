//! What neural networks add to tensors: activations, losses, normalisation, optimizer steps.

pub mod activation;
pub mod bilinear;
pub mod dropout;
pub mod embedding;
pub mod loss;
pub mod norm;
pub mod optimizer;
mod shift;
