//! From source text to code: the program's own, and what it hands to `exec`, `eval` and `compile`.

use rustpython_vm::{
    AsObject, PyObjectRef, PyRef, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyByteArray, PyBytes, PyCode, PyStr, PyType},
    compiler::Mode,
    function::FuncArgs,
};

use super::{
    Program,
    nesting::{self, Excess},
};

/// Compiles the program.
pub(super) fn compile(program: &Program, vm: &VirtualMachine) -> PyResult<PyRef<PyCode>> {
    check(&program.source, &program.name, vm)?;
    vm.compile(&program.source, Mode::Exec, program.name.clone())
        .map_err(|error| vm.new_syntax_error(&error, Some(&program.source)))
}

/// Compiles one expression, which belongs to no file.
pub(super) fn compile_expression(source: &str, vm: &VirtualMachine) -> PyResult<PyRef<PyCode>> {
    check(source, EXPRESSION, vm)?;
    vm.compile(source, Mode::Eval, EXPRESSION.to_owned()).map_err(|error| vm.new_syntax_error(&error, Some(source)))
}

/// What tracebacks call an expression that is no part of the program.
const EXPRESSION: &str = "<expresión>";

/// Puts the same check before `exec`, `eval` and `compile`.
pub(super) fn guard_builtins(vm: &VirtualMachine) -> PyResult<()> {
    for name in ["exec", "eval", "compile"] {
        let original = vm.builtins.get_attr(name, vm)?;
        let guarded = vm.new_function(name, move |arguments: FuncArgs, vm: &VirtualMachine| -> PyResult {
            if let Some(source) = arguments.args.first().or_else(|| arguments.kwargs.get("source")) {
                check_argument(source, vm)?;
            }
            original.call(arguments, vm)
        });
        vm.builtins.set_attr(name, guarded, vm)?;
    }
    Ok(())
}

/// Source text is checked; ready code is what this machine compiled; a tree could nest as it likes.
fn check_argument(source: &PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
    if let Some(text) = source.downcast_ref::<PyStr>() {
        check(&text.as_wtf8().to_string_lossy(), "<string>", vm)
    } else if let Some(bytes) = source.downcast_ref::<PyBytes>() {
        check(&String::from_utf8_lossy(bytes.as_bytes()), "<string>", vm)
    } else if let Some(bytes) = source.downcast_ref::<PyByteArray>() {
        check(&String::from_utf8_lossy(&bytes.borrow_buf()), "<string>", vm)
    } else if source.downcast_ref::<PyCode>().is_some() {
        Ok(())
    } else {
        let class = source.class().name().to_string();
        Err(vm.new_type_error(format!("source must be a string, bytes or code object, not '{class}'")))
    }
}

fn check(source: &str, file: &str, vm: &VirtualMachine) -> PyResult<()> {
    nesting::excess(source).map_or(Ok(()), |excess| Err(exception(excess, source, file, vm)))
}

fn exception(excess: Excess, source: &str, file: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
    let kinds = &vm.ctx.exceptions;
    match excess {
        Excess::Expression => vm.new_recursion_error("maximum recursion depth exceeded during compilation"),
        Excess::Brackets { line, column } => {
            let place = Place { source, file, line, column };
            place.error(kinds.syntax_error.to_owned(), "too many nested parentheses", vm)
        }
        Excess::Indentation { line } => {
            let place = Place { source, file, line, column: 1 };
            place.error(kinds.indentation_error.to_owned(), "too many levels of indentation", vm)
        }
    }
}

struct Place<'a> {
    source: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
}

impl Place<'_> {
    fn error(&self, kind: PyRef<PyType>, message: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
        let error = vm.new_exception_msg(kind, message.into());
        let text = self.source.lines().nth(self.line - 1).unwrap_or_default();
        let attributes: [(&str, PyObjectRef); 4] = [
            ("filename", vm.ctx.new_str(self.file).into()),
            ("lineno", vm.ctx.new_int(self.line).into()),
            ("offset", vm.ctx.new_int(self.column).into()),
            ("text", vm.ctx.new_str(text).into()),
        ];
        for (name, value) in attributes {
            // These are plain attributes of every SyntaxError.
            let _ = error.as_object().set_attr(vm.ctx.intern_str(name), value, vm);
        }
        error
    }
}
