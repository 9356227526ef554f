//! Many elements to few: sums, extremes, statistics, running totals.
#![expect(clippy::float_cmp, reason = "exact values are special cases, as in PyTorch")]

mod cumulative;
mod extreme;
mod fold;
mod lanes;
mod order;
mod spread;
#[cfg(test)]
mod tests;
mod truth;
