//! `torch.Size`: a tuple whose class stands in Python.

use std::cell::RefCell;

use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

thread_local! {
    static CLASS: RefCell<Option<PyObjectRef>> = const { RefCell::new(None) };
}

/// Takes the class over from the Python side; sizes before that are plain tuples.
pub fn set_class(class: PyObjectRef) {
    CLASS.set(Some(class));
}

/// A shape as `torch.Size`.
///
/// # Errors
/// When the class refuses.
pub fn object(shape: &[usize], vm: &VirtualMachine) -> PyResult {
    let tuple = vm.ctx.new_tuple(shape.iter().map(|&size| vm.ctx.new_int(size).into()).collect());
    match CLASS.with_borrow(Clone::clone) {
        Some(class) => class.call((tuple,), vm),
        None => Ok(tuple.into()),
    }
}
