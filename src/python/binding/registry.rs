//! All functions of the tables by name, and their attachment to the module and to `Tensor`.

use std::{cell::RefCell, collections::HashMap};

use rustpython_vm::{
    AsObject, Py, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyModule, PyType},
    class::StaticType,
    function::FuncArgs,
};

use super::{
    function::{Function, Manner, Overload, call},
    table,
    tensor_class::PyTensor,
};

type Overloads = &'static [Overload];

thread_local! {
    /// What the operators call.
    static BY_NAME: RefCell<HashMap<&'static str, Overloads>> = RefCell::default();
}

/// Attaches every function; returns the names that `torch` itself re-exports.
///
/// # Errors
/// When the module refuses an attribute: never, in a fresh machine.
pub fn install(module: &Py<PyModule>, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
    let mut public = Vec::new();
    for (name, overloads) in by_name(|function| function.places.native()) {
        if overloads.iter().any(|overload| overload.function.places.torch()) {
            public.push(vm.ctx.new_str(name).into());
        }
        attach_function(module, name, overloads, false, vm)?;
        BY_NAME.with_borrow_mut(|functions| functions.insert(name, overloads));
    }
    for (name, overloads) in by_name(|function| function.places.native() && function.places.inplace()) {
        let twin = twin(name);
        if overloads.iter().any(|overload| overload.function.places.torch()) {
            public.push(vm.ctx.new_str(twin).into());
        }
        attach_function(module, twin, overloads, true, vm)?;
    }
    let class = PyTensor::static_type();
    for (name, overloads) in by_name(|function| function.places.method()) {
        let effect = overloads.iter().any(|overload| overload.function.places.effect());
        attach_method(class, name, overloads, name.ends_with('_') && !effect, vm);
    }
    for (name, overloads) in by_name(|function| function.places.method() && function.places.inplace()) {
        attach_method(class, twin(name), overloads, true, vm);
    }
    Ok(public)
}

/// The functions of the tables, grouped by name in the order of the tables.
fn by_name(wanted: impl Fn(&Function) -> bool) -> Vec<(&'static str, Overloads)> {
    let mut order = Vec::new();
    let mut groups: HashMap<&'static str, Vec<Overload>> = HashMap::new();
    for function in table::all().filter(|function| wanted(function)) {
        let group = groups.entry(function.name()).or_default();
        if group.is_empty() {
            order.push(function.name());
        }
        group.push(Overload::from(*function));
    }
    order.into_iter().filter_map(|name| Some((name, &*groups.remove(name)?.leak()))).collect()
}

fn twin(name: &'static str) -> &'static str {
    if name.ends_with('_') { name } else { format!("{name}_").leak() }
}

fn attach_function(
    module: &Py<PyModule>,
    name: &'static str,
    overloads: Overloads,
    inplace: bool,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let manner = Manner { is_method: false, inplace };
    let body = move |args: FuncArgs, vm: &VirtualMachine| call(overloads, manner, args, vm);
    module.as_object().set_attr(name, vm.new_function(name, body), vm)
}

fn attach_method(
    class: &'static Py<PyType>,
    name: &'static str,
    overloads: Overloads,
    inplace: bool,
    vm: &VirtualMachine,
) {
    let manner = Manner { is_method: true, inplace };
    let body = move |args: FuncArgs, vm: &VirtualMachine| call(overloads, manner, args, vm);
    class.set_attr(vm.ctx.intern_str(name), vm.new_method(name, class, body).into());
}

/// Calls a function of the tables by name, as the operators do.
///
/// # Errors
/// Those of the function.
pub fn call_by_name(name: &str, args: Vec<PyObjectRef>, inplace: bool, vm: &VirtualMachine) -> PyResult {
    let overloads = BY_NAME.with_borrow(|functions| functions.get(name).copied()).unwrap_or_default();
    call(overloads, Manner { is_method: false, inplace }, FuncArgs::from(args), vm)
}
