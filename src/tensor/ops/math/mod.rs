//! Elementwise mathematics beyond `+ − × ÷`, comparison and choice.

mod blend;
mod choice;
mod clamp;
mod comparison;
mod elementary;
mod pair;
mod power;
mod repair;
mod rounding;
mod special;
#[cfg(test)]
mod tests;
