//! `import` as a program sees it: the modules that there are, and Python's own words for the rest.

use rustpython_vm::{
    AsObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyInt, PyStr},
    function::FuncArgs,
};

use super::failure::is_library;
use crate::python::stdlib;

/// Puts a check of the name before `__import__`, for the code that is not the library's own.
pub(super) fn guard(vm: &VirtualMachine) -> PyResult<()> {
    let original = vm.import_func.clone();
    let guarded = vm.new_function("__import__", move |arguments: FuncArgs, vm: &VirtualMachine| -> PyResult {
        if let Some(name) = asked_by_program(&arguments, vm) {
            let root = name.split('.').next().unwrap_or_default();
            if stdlib::is_hidden(root) {
                return Err(not_found(root, vm));
            }
        }
        original.call(arguments, vm)
    });
    vm.builtins.set_attr("__import__", guarded, vm)
}

/// The absolute name of a module, when it is not the library that imports it.
fn asked_by_program(arguments: &FuncArgs, vm: &VirtualMachine) -> Option<String> {
    let frame = vm.current_frame()?;
    if is_library(frame.code.source_path().as_str(), vm) {
        return None;
    }
    let argument = |index: usize, name: &str| arguments.args.get(index).or_else(|| arguments.kwargs.get(name));
    let relative = argument(4, "level")
        .and_then(|level| level.downcast_ref::<PyInt>())
        .is_some_and(|level| level.try_to_primitive::<i64>(vm).is_ok_and(|level| level > 0));
    let name: &PyObjectRef = argument(0, "name")?;
    let name = name.downcast_ref::<PyStr>()?.to_str()?.to_owned();
    (!relative && !name.is_empty()).then_some(name)
}

fn not_found(name: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
    let kind = vm.ctx.exceptions.module_not_found_error.to_owned();
    let error = vm.new_exception_msg(kind, format!("No module named '{name}'").into());
    // A plain attribute of every ImportError.
    let _ = error.as_object().set_attr("name", vm.ctx.new_str(name), vm);
    error
}
