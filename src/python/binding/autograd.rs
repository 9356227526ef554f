//! `torch.autograd.backward` and `grad`, from Python's arguments.

use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

use super::{
    data::raised,
    value::{items_of, tensor_of, wrap},
};
use crate::tensor::{
    Error, Result, Tensor,
    autograd::{self, Pass},
    dispatch::observe_failure,
};

type Roots = Vec<(Tensor, Option<Tensor>)>;

fn roots(tensors: &[PyObjectRef], seeds: &[PyObjectRef]) -> Result<Roots> {
    let pair = |(index, tensor): (usize, &PyObjectRef)| {
        let seed = seeds.get(index).and_then(|seed| tensor_of(seed)).cloned();
        tensor_of(tensor).map(|tensor| (tensor.clone(), seed)).ok_or_else(|| Error::type_error("expected Tensor"))
    };
    tensors.iter().enumerate().map(pair).collect()
}

fn tensors(objects: &[PyObjectRef]) -> Result<Vec<Tensor>> {
    let expected = || Error::type_error("expected Tensor");
    objects.iter().map(|object| tensor_of(object).cloned().ok_or_else(expected)).collect()
}

/// Tells the observer if the pass failed.
fn told<R>(name: &str, roots: &Roots, result: Result<R>) -> Result<R> {
    observe_failure(name, || roots.iter().map(|(root, _)| root.clone()).collect(), result)
}

/// Gathers gradients in the leaves, or in `inputs` only.
///
/// # Errors
/// PyTorch's.
pub fn backward(
    outputs: &[PyObjectRef],
    seeds: &[PyObjectRef],
    inputs: Option<PyObjectRef>,
    pass: Pass,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let roots = raised(roots(outputs, seeds), vm)?;
    let done = match inputs {
        None => autograd::backward(&roots, pass),
        Some(inputs) => {
            let inputs = items_of(&inputs).unwrap_or_else(|| vec![inputs]);
            tensors(&inputs).and_then(|inputs| autograd::backward_into(&roots, &inputs, pass))
        }
    };
    raised(told("backward", &roots, done), vm)
}

/// The gradients of `inputs`; `None` for one that the outputs do not depend on, if that is allowed.
///
/// # Errors
/// PyTorch's.
pub fn grad(
    (outputs, seeds): (&[PyObjectRef], &[PyObjectRef]),
    inputs: &[PyObjectRef],
    pass: Pass,
    allow_unused: bool,
    vm: &VirtualMachine,
) -> PyResult<Vec<PyObjectRef>> {
    let roots = raised(roots(outputs, seeds), vm)?;
    let found = tensors(inputs).and_then(|inputs| autograd::grad(&roots, &inputs, pass));
    let found = told("grad", &roots, found);
    let found = raised(found, vm)?;
    let object = |(index, grad): (usize, Option<Tensor>)| match grad {
        Some(grad) => Ok(wrap(grad, vm)),
        None if allow_unused => Ok(vm.ctx.none()),
        None => Err(vm.new_runtime_error(format!(
            "The differentiated Tensor at index {index} appears to not have been used in the graph. Set \
             allow_unused=True if this is the desired behavior."
        ))),
    };
    found.into_iter().enumerate().map(object).collect()
}
