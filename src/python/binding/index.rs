//! `x[…]`, `x[…] = y`, `len(x)` and iteration.

use rustpython_vm::{
    AsObject, PyObject, PyRef, PyResult, VirtualMachine, atomic_func,
    protocol::{PyMappingMethods, PySequenceMethods},
    types::{AsMapping, AsSequence, Iterable},
};

use super::{tensor_class::PyTensor, value::exception};
use crate::tensor::Error;

fn get(_tensor: &PyTensor, _key: &PyObject, vm: &VirtualMachine) -> PyResult {
    Err(exception(&Error::not_implemented("indexing"), vm))
}

fn set(_tensor: &PyTensor, _key: &PyObject, _value: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
    Err(exception(&Error::not_implemented("indexing"), vm))
}

fn length(tensor: &PyTensor, vm: &VirtualMachine) -> PyResult<usize> {
    tensor.tensor.shape().first().copied().ok_or_else(|| vm.new_type_error("len() of a 0-d tensor"))
}

impl AsMapping for PyTensor {
    fn as_mapping() -> &'static PyMappingMethods {
        static METHODS: PyMappingMethods = PyMappingMethods {
            length: atomic_func!(|mapping, vm| length(PyTensor::mapping_downcast(mapping), vm)),
            subscript: atomic_func!(|mapping, key, vm| get(PyTensor::mapping_downcast(mapping), key, vm)),
            ass_subscript: atomic_func!(|mapping, key, value, vm| {
                let value = value.ok_or_else(|| vm.new_type_error("Tensor does not support deleting items"))?;
                set(PyTensor::mapping_downcast(mapping), key, &value, vm)
            }),
        };
        &METHODS
    }
}

impl AsSequence for PyTensor {
    fn as_sequence() -> &'static PySequenceMethods {
        static METHODS: PySequenceMethods = PySequenceMethods {
            length: atomic_func!(|sequence, vm| length(PyTensor::sequence_downcast(sequence), vm)),
            ..PySequenceMethods::NOT_IMPLEMENTED
        };
        &METHODS
    }
}

impl Iterable for PyTensor {
    fn iter(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
        if zelf.tensor.ndim() == 0 {
            return Err(vm.new_type_error("iteration over a 0-d tensor"));
        }
        let rows = super::registry::call_by_name("unbind", vec![zelf.into()], false, vm)?;
        vm.call_method(rows.as_object(), "__iter__", ())
    }
}
