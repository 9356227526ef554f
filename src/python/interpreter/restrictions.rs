//! What is taken out of the machine before a program runs.
//!
//! There is no file, process, network or environment behind it in the first place: the machine is
//! built without them. What goes here reaches the host all the same (the clock's setter, a reader of
//! standard input, the binary's path), or lets a program break the machine's own assumptions (code
//! objects and frames made by hand), which ends in a panic or worse.

use rustpython_vm::{
    AsObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyBaseObject, PyStrInterned, PyStrRef, PyType, PyTypeRef},
    common::rc::PyRc,
    function::FuncArgs,
    types::{Constructor, PyTypeFlags},
};

use super::compiling;
use crate::python::stdlib;

/// Forgets the native modules that a program has no use for. Called before the machine starts, when
/// its tables can still be changed.
pub(super) fn prune(vm: &mut VirtualMachine, attached: &[&'static str]) {
    if let Some(state) = PyRc::get_mut(&mut vm.state) {
        state.module_defs.retain(|name, module| attached.contains(name) || stdlib::is_harmless(module));
        state.frozen.retain(|name, _| !name.starts_with("__hello") && !name.starts_with("__phello"));
    }
}

/// Takes the rest out of the machine that has started.
pub(super) fn apply(vm: &VirtualMachine) -> PyResult<()> {
    compiling::guard_builtins(vm)?;
    refuse_builtins(vm)?;
    trim_sys(vm)?;
    trim_import_machinery(vm)?;
    forbid_threads(vm)?;
    forbid_forging(vm);
    Ok(())
}

fn forbid_threads(vm: &VirtualMachine) -> PyResult<()> {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    let threads = modules.get_item("_thread", vm)?;
    for name in ["start_new_thread", "start_joinable_thread"] {
        let refused = vm.new_function(name, |_: FuncArgs, vm: &VirtualMachine| -> PyResult {
            Err(vm.new_runtime_error("aquí no hay hilos: escribe el trabajo como un bucle normal"))
        });
        threads.set_attr(name, refused, vm)?;
    }
    Ok(())
}

/// Builtins that would reach outside, with the exception that they raise instead.
fn refuse_builtins(vm: &VirtualMachine) -> PyResult<()> {
    let kinds = &vm.ctx.exceptions;
    let refused = [
        ("open", kinds.permission_error, "aquí no se pueden abrir archivos: escribe los datos dentro del programa"),
        (
            "input",
            kinds.eof_error,
            "aquí no se puede leer del teclado: asigna el valor a una variable dentro del programa",
        ),
        (
            "breakpoint",
            kinds.runtime_error,
            "aquí no hay depurador: usa print, o `antorcha ejecutar --traza` para ver cada paso",
        ),
    ];
    for (name, kind, message) in refused {
        let refuse = move |_: FuncArgs, vm: &VirtualMachine| -> PyResult {
            Err(vm.invoke_exception(kind.to_owned(), vec![vm.ctx.new_str(message).into()])?)
        };
        vm.builtins.set_attr(name, vm.new_function(name, refuse), vm)?;
    }
    // The machine knows only one of the two.
    vm.builtins.set_attr("quit", vm.builtins.get_attr("exit", vm)?, vm)
}

/// Attributes of `sys` that tell of the host, reach it, or follow and change running code.
const OUT_OF_SYS: &[&str] = &[
    "_baserepl",
    "_base_executable",
    "_current_exceptions",
    "_current_frames",
    "_git",
    "_jit",
    "_profileallthreads",
    "_setprofileallthreads",
    "_settraceallthreads",
    "_stdlib_dir",
    "_vpath",
    "__breakpointhook__",
    "base_exec_prefix",
    "base_prefix",
    "breakpointhook",
    "call_tracing",
    "exec_prefix",
    "executable",
    "getprofile",
    "gettrace",
    "monitoring",
    "prefix",
    "set_asyncgen_hooks",
    "set_coroutine_origin_tracking_depth",
    "setprofile",
    "settrace",
    "setswitchinterval",
];

fn trim_sys(vm: &VirtualMachine) -> PyResult<()> {
    for name in OUT_OF_SYS {
        remove(vm.sys_module.as_object(), name, vm);
    }
    for name in ["path", "orig_argv", "path_hooks"] {
        vm.sys_module.set_attr(name, vm.ctx.new_list(Vec::new()), vm)?;
    }
    let original = vm.sys_module.get_attr("setrecursionlimit", vm)?;
    let bounded = vm.new_function("setrecursionlimit", move |limit: i32, vm: &VirtualMachine| -> PyResult {
        original.call((limit.min(DEEPEST_RECURSION),), vm)
    });
    vm.sys_module.set_attr("setrecursionlimit", bounded, vm)
}

/// The recursion that the stack holds, whatever a program asks for.
const DEEPEST_RECURSION: i32 = 10_000;

/// Functions of `_imp` beyond what importing needs: one of them makes code from any bytes.
const OUT_OF_IMP: &[&str] =
    &["_fix_co_filename", "_frozen_module_names", "_override_frozen_modules_for_tests", "source_hash"];

fn trim_import_machinery(vm: &VirtualMachine) -> PyResult<()> {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    let imp = modules.get_item("_imp", vm)?;
    for name in OUT_OF_IMP {
        remove(&imp, name, vm);
    }
    let original = imp.get_attr("get_frozen_object", vm)?;
    let by_name = vm.new_function("get_frozen_object", move |name: PyObjectRef, vm: &VirtualMachine| -> PyResult {
        original.call((name,), vm)
    });
    imp.set_attr("get_frozen_object", by_name, vm)?;
    let time = vm.import("time", 0)?;
    for name in ["clock_settime", "clock_settime_ns"] {
        remove(&time, name, vm);
    }
    Ok(())
}

/// Removes an attribute; what this platform does not have needs no removing.
fn remove(object: &rustpython_vm::PyObject, name: &str, vm: &VirtualMachine) {
    let _ = object.del_attr(vm.ctx.intern_str(name), vm);
}

/// Code objects, frames and tracebacks come from the machine alone, and `object.__new__` makes no
/// instance of a native type, whose payload it would lack.
fn forbid_forging(vm: &VirtualMachine) {
    let types = &vm.ctx.types;
    for class in [types.code_type, types.frame_type, types.traceback_type] {
        class.slots.new.store(Some(refuse_instance));
        forget(class, "__new__", vm);
    }
    forget(types.code_type, "replace", vm);
    forget(types.code_type, "__replace__", vm);
    forget(types.frame_type, "clear", vm);
    read_only(types.frame_type, "f_lineno", vm);
    read_only(types.frame_type, "f_trace", vm);
    read_only(types.frame_type, "f_trace_opcodes", vm);
    read_only(types.function_type, "__code__", vm);
    types.object_type.slots.new.store(Some(new_plain_object));
}

fn forget(class: &'static rustpython_vm::Py<PyType>, name: &'static str, vm: &VirtualMachine) {
    class.attributes.write().shift_remove(vm.ctx.intern_str(name));
    class.modified();
}

/// Keeps an attribute's getter and drops its setter.
fn read_only(class: &'static rustpython_vm::Py<PyType>, name: &'static str, vm: &VirtualMachine) {
    let name: &'static PyStrInterned = vm.ctx.intern_str(name);
    let Some(original) = class.attributes.read().get(name).cloned() else { return };
    let getter = move |object: PyObjectRef, vm: &VirtualMachine| -> PyResult {
        let class: PyObjectRef = object.class().to_owned().into();
        vm.call_method(&original, "__get__", (object, class))
    };
    let getter = vm.new_function(name.as_str(), getter);
    let property: PyObjectRef = vm.ctx.types.property_type.to_owned().into();
    if let Ok(property) = property.call((getter,), vm) {
        class.attributes.write().insert(name, property);
        class.modified();
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the slot prescribes the signature")]
fn refuse_instance(class: PyTypeRef, _arguments: FuncArgs, vm: &VirtualMachine) -> PyResult {
    Err(vm.new_type_error(format!("cannot create '{}' instances", class.name())))
}

fn new_plain_object(class: PyTypeRef, arguments: FuncArgs, vm: &VirtualMachine) -> PyResult {
    // The class nearest to the instance that Python source did not define says what the payload must be.
    let mro = class.mro.read().clone();
    let native = mro.into_iter().find(|class| !class.slots.flags.has_feature(PyTypeFlags::HEAPTYPE));
    match native {
        Some(native) if !native.is(vm.ctx.types.object_type) => {
            let (wanted, native) = (class.name().to_string(), native.name().to_string());
            Err(vm.new_type_error(format!("object.__new__({wanted}) is not safe, use {native}.__new__()")))
        }
        _ => refuse_abstract(&class, vm).and_then(|()| PyBaseObject::slot_new(class, arguments, vm)),
    }
}

/// In Python's words: the machine's own message lacks its beginning.
fn refuse_abstract(class: &PyTypeRef, vm: &VirtualMachine) -> PyResult<()> {
    let Some(missing) = class.get_attr(vm.ctx.intern_str("__abstractmethods__")) else { return Ok(()) };
    let mut missing: Vec<PyStrRef> = missing.try_to_value(vm).unwrap_or_default();
    missing.sort_by(|left, right| left.as_bytes().cmp(right.as_bytes()));
    let names: Vec<String> = missing.iter().map(|name| format!("'{name}'")).collect();
    let methods = match names.as_slice() {
        [] => return Ok(()),
        [name] => format!("method {name}"),
        names => format!("methods {}", names.join(", ")),
    };
    let class = class.name().to_string();
    let message = format!("Can't instantiate abstract class {class} without an implementation for abstract {methods}");
    Err(vm.new_type_error(message))
}
