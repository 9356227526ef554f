//! Encodings beyond UTF-8 and ASCII, which the machine starts with.

use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

/// Lets the machine ask Python's `encodings` package, which is loaded only when it is asked.
pub(super) fn install(vm: &VirtualMachine) -> PyResult<()> {
    let search = |name: PyObjectRef, vm: &VirtualMachine| -> PyResult {
        let package = vm.import_func.call((vm.ctx.new_str("encodings"),), vm)?;
        vm.call_method(&package, "search_function", (name,))
    };
    let search = vm.new_function("search_encodings", search);
    vm.state.codec_registry.register(search.into(), vm)
}
