//! Elementwise mathematics beyond `+ − × ÷`, comparison and choice.
#![expect(clippy::float_cmp, reason = "exact values are special cases, as in PyTorch")]

mod blend;
mod choice;
mod clamp;
mod comparison;
mod divisor;
mod elementary;
mod exponent;
mod pair;
mod power;
mod repair;
mod rounding;
mod special;
#[cfg(test)]
#[expect(clippy::approx_constant, clippy::too_many_lines, clippy::type_complexity, reason = "tables of values")]
mod tests;

pub(in crate::tensor) use rounding::unsupported;
