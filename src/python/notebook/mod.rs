//! A program cut into cells that share one namespace, as in a notebook: what lessons and comparisons compute with.

mod cell;
mod run;
mod value;

pub use cell::{Cell, CellKind, CellResult};
pub use run::{Printed, run_cells};
pub use value::{TensorValue, Value, read};
