//! The embedded Python: the interpreter, its standard library, and what a program's end looks like.
//!
//! [`interpreter`] is the one place where the parts meet: whatever students can import is attached there.

mod interpreter;
mod missing;
mod outcome;
mod traceback;

pub use interpreter::{Builder, Interpreter, Program, Stopper, Streams};
pub use missing::advice;
pub use outcome::{Frame, Outcome, PythonError, Related, Relation, SyntaxDetail};

/// The interpreter that students' programs run in.
///
/// A native module and the Python source over it are attached with
/// `.native_module(torch::module_def)` and `.frozen_modules(torch::FROZEN)`.
#[must_use]
pub fn interpreter() -> Builder {
    Builder::default()
}
