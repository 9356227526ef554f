//! Many elements to few: sums, extremes, statistics, running totals.
#![expect(clippy::float_cmp, reason = "exact values are special cases, as in PyTorch")]

mod cascade;
mod count;
mod covariance;
mod cumulative;
mod difference;
mod extreme;
mod fold;
mod lanes;
mod moments;
mod order;
mod quantile;
mod renorm;
mod spread;
#[cfg(test)]
mod tests;
mod truth;
mod unique;

pub use cascade::{ceil_log2, total};
pub use quantile::Quantile;
pub use unique::Unique;
