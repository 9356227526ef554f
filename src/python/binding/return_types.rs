//! Named tuples (`torch.return_types.max`): their classes stand in Python.

use rustpython_vm::{PyResult, VirtualMachine};

use super::value::wrap;
use crate::tensor::Tensor;

/// A tuple of class `torch.return_types.<name>`.
///
/// # Errors
/// When the Python side cannot be imported.
pub fn named(name: &'static str, fields: &[(&'static str, Tensor)], vm: &VirtualMachine) -> PyResult {
    let module = vm.import("torch.return_types", 0)?.get_attr("return_types", vm)?;
    let values = fields.iter().map(|(_, tensor)| wrap(tensor.clone(), vm)).collect();
    let names = fields.iter().map(|(field, _)| vm.ctx.new_str(*field).into()).collect();
    let make = module.get_attr("make", vm)?;
    make.call((vm.ctx.new_str(name), vm.ctx.new_tuple(names), vm.ctx.new_tuple(values)), vm)
}
