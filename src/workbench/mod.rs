//! Free use of the course: from what was asked for on the command line to a PyTorch program, its numbers, and a document.
//!
//! Each of these builds a notebook and reads what came of it. The program is what `--codigo` prints, and every number on
//! the screen is the value of an expression in it.

mod axis;
mod cell;
mod comparison;
mod function;
mod layer;
mod model;

pub use axis::Axis;
pub use cell::Tensor;
pub use comparison::{Compared, Comparison, Curve, Parts};
pub use function::Function;
pub use layer::{Change, Changed, Gradients, Inspected, Layer, Term, Unfolded};
pub use model::{Advance, Boundary, Data, Hidden, Model, Report, Trained};

/// The name that tracebacks and traces give to a program that was built here.
const NAME: &str = "programa.py";
