//! Random numbers with PyTorch's bits: the same seed gives the same numbers.
//!
//! `engine` is the Mersenne Twister, [`Generator`] a sequence drawn from it, `distribution` how its
//! bits become numbers; `fill`, `create`, `sample` and `multinomial` are what users call.

mod bounds;
mod create;
mod distribution;
mod engine;
mod fill;
mod generator;
mod multinomial;
mod poisson;
mod sample;
#[cfg(test)]
mod tests;
mod vector_math;

pub use create::{normal, rand, randint, randn, randperm};
pub use generator::{Generator, default_generator};
pub use multinomial::multinomial;
pub use poisson::poisson;
pub use sample::{bernoulli, bernoulli_like, normal_mean, normal_std, normal_tensors};

/// Uniform numbers over [0, 1) with 53 bits, as dropout and the randomised activations draw them.
#[must_use]
pub fn units(count: usize, generator: Option<&Generator>) -> Vec<f64> {
    generator::chosen(generator).with(|source| (0..count).map(|_| source.unit()).collect())
}

/// Begins the default generator's sequence of `seed` (`torch.manual_seed`).
pub fn manual_seed(seed: u64) {
    default_generator().manual_seed(seed);
}
