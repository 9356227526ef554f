//! How values look in print, exactly as PyTorch and Python print them.

mod formatter;
mod number;
mod options;
mod tensor;
#[cfg(test)]
mod tests;

pub use number::{python_float, stream};
pub use options::{PrintOptions, print_options, set_print_options};
pub use tensor::{contents, display, display_as, display_values};
