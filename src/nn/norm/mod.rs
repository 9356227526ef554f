//! Normalisation: each group of numbers to mean 0 and variance 1, then scaled and shifted.

mod batch;
mod group;
mod layer;
mod standard;

pub use batch::{BatchNorm, batch_norm};
pub use group::group_norm;
pub use layer::{layer_norm, rms_norm};
