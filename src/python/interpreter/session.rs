//! A namespace that pieces of a program run in, one by one.

use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine, scope::Scope};

use super::{Program, compiling, failure};
use crate::python::outcome::Outcome;

/// The open namespace of `__main__`.
pub struct Session<'a> {
    program: &'a Program,
    scope: Scope,
    vm: &'a VirtualMachine,
}

impl<'a> Session<'a> {
    pub(super) fn new(program: &'a Program, scope: Scope, vm: &'a VirtualMachine) -> Self {
        Self { program, scope, vm }
    }

    /// Runs statements that stand at `line` of the program.
    ///
    /// # Errors
    /// How they ended, if not at their end.
    pub fn execute(&self, source: &str, line: usize) -> Result<(), Outcome> {
        // Blank lines before them give every instruction the line that it has in the program.
        let source = "\n".repeat(line.saturating_sub(1)) + source;
        let piece = Program { source, ..self.program.clone() };
        self.told(compiling::compile(&piece, self.vm).and_then(|code| self.run(code)).map(drop))
    }

    /// Evaluates an expression and hands what it gives to `read`.
    ///
    /// # Errors
    /// The exception that it raised.
    pub fn evaluate<T>(
        &self,
        source: &str,
        read: impl FnOnce(&PyObjectRef, &VirtualMachine) -> T,
    ) -> Result<T, Outcome> {
        let value = compiling::compile_expression(source, self.vm).and_then(|code| self.run(code));
        self.told(value.map(|value| read(&value, self.vm)))
    }

    fn run(&self, code: rustpython_vm::PyRef<rustpython_vm::builtins::PyCode>) -> PyResult {
        self.vm.run_code_obj(code, self.scope.clone())
    }

    fn told<T>(&self, result: PyResult<T>) -> Result<T, Outcome> {
        result.map_err(|exception| failure::outcome(&exception, self.program, self.vm))
    }
}
