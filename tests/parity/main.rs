//! Real PyTorch's outputs, compared: `tests/golden/` holds them, with the scripts that made them.

mod course;
mod examples;
mod expressions;
mod interpreter;
mod math;
mod programs;
mod random;
mod training;
mod trampas;
