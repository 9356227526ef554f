//! `_antorcha`: what our own Python files ask of the interpreter.

use std::{cell::RefCell, rc::Rc};

use super::Program;

pub(super) use _antorcha::module_def;

thread_local! {
    /// The program that this thread's machine runs.
    static RUNNING: RefCell<Option<Rc<Program>>> = const { RefCell::new(None) };
}

/// Makes the program the one that questions about sources are answered from.
pub(super) fn announce(program: &Rc<Program>) {
    RUNNING.set(Some(Rc::clone(program)));
}

fn running() -> Option<Rc<Program>> {
    RUNNING.with_borrow(Clone::clone)
}

#[rustpython_vm::pymodule]
#[expect(clippy::needless_pass_by_value, reason = "the binding macros prescribe the signatures")]
mod _antorcha {
    use rustpython_vm::{
        VirtualMachine,
        builtins::{PyBaseExceptionRef, PyStrRef},
    };

    use super::{super::failure, running};

    /// A line of the running program with its line feed, or nothing.
    #[pyfunction]
    fn source_line(file: PyStrRef, line: usize) -> String {
        let program = running().filter(|program| file.to_str() == Some(program.name.as_str()));
        program.and_then(|program| program.line(line)).map(|line| line + "\n").unwrap_or_default()
    }

    /// The traceback as it would be printed.
    #[pyfunction]
    fn format_exception(exception: PyBaseExceptionRef, chain: bool, vm: &VirtualMachine) -> String {
        let mut error = failure::read(&exception, &running().unwrap_or_default(), vm);
        if !chain {
            error.related = None;
        }
        error.to_string()
    }

    /// Only the exception itself.
    #[pyfunction]
    fn format_exception_only(exception: PyBaseExceptionRef, vm: &VirtualMachine) -> String {
        let mut error = failure::read(&exception, &running().unwrap_or_default(), vm);
        error.related = None;
        error.frames.clear();
        error.to_string()
    }
}
