//! The embedded Python: the interpreter, its standard library, and what a program's end looks like.
//!
//! [`interpreter`] is the one place where the parts meet: whatever students can import is attached there.

mod binding;
mod interpreter;
mod missing;
mod notebook;
mod outcome;
mod stdlib;
pub mod survey;
mod traceback;

use rustpython_vm::frozen::FrozenLib;

pub use binding::{record, survey as begin_survey};
pub use interpreter::{Builder, Interpreter, Program, Stopper, Streams, is_too_deep};
pub use missing::advice;
pub use notebook::{Cell, CellKind, CellResult, Printed, TensorValue, Value, run_cells};
pub use outcome::{Frame, Outcome, PythonError, Related, Relation, SyntaxDetail};
pub use survey::Survey;

/// The Python source of `torch`, compiled into the binary.
const LIBRARY: &FrozenLib = rustpython_vm::py_freeze!(dir = "library");

/// The interpreter that students' programs run in.
///
/// `torch` is a native module with Python source over it: see `binding`.
#[must_use]
pub fn interpreter() -> Builder {
    Builder::default().native_module(binding::module_def).frozen_modules(LIBRARY)
}
