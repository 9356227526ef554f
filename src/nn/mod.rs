//! What neural networks add to tensors: activations, losses, normalisation, optimizer steps.

pub mod activation;
pub mod loss;
pub mod optimizer;
