//! `torch.dtype` in Python.
#![expect(clippy::unused_self, reason = "the binding macros prescribe the signatures")]

use rustpython_vm::{
    AsObject, Py, PyObject, PyObjectRef, PyPayload, PyResult, VirtualMachine, pyclass, types::Representable,
};

use crate::tensor::DType;

/// A type of elements, as Python sees it.
#[pyclass(module = "torch", name = "dtype")]
#[derive(Debug, PyPayload)]
pub struct PyDType {
    dtype: DType,
}

#[pyclass(with(Representable))]
impl PyDType {
    #[pygetset]
    fn is_floating_point(&self) -> bool {
        self.dtype.is_floating_point()
    }

    #[pygetset]
    fn is_complex(&self) -> bool {
        false
    }

    #[pygetset]
    fn is_signed(&self) -> bool {
        !matches!(self.dtype, DType::Bool | DType::UInt8)
    }

    #[pygetset]
    fn itemsize(&self) -> usize {
        self.dtype.item_size()
    }
}

impl Representable for PyDType {
    fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
        Ok(format!("torch.{}", zelf.dtype.name()))
    }
}

thread_local! {
    /// One object per type, so that `x.dtype is torch.float32` holds.
    static OBJECTS: std::cell::RefCell<Vec<(DType, PyObjectRef)>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// Makes the objects of this machine.
pub fn install(vm: &VirtualMachine) {
    let objects = DType::ALL.map(|dtype| (dtype, PyDType { dtype }.into_pyobject(vm)));
    OBJECTS.set(objects.to_vec());
}

/// The object of a type.
#[must_use]
pub fn object(dtype: DType, vm: &VirtualMachine) -> PyObjectRef {
    OBJECTS.with_borrow(|objects| {
        let held = objects.iter().find(|(held, _)| *held == dtype);
        held.map_or_else(|| vm.ctx.none(), |(_, object)| object.clone())
    })
}

/// The type behind an object: `torch.float32`, or Python's `float`, `int`, `bool`.
#[must_use]
pub fn dtype_of(object: &PyObject, vm: &VirtualMachine) -> Option<DType> {
    if let Some(held) = object.downcast_ref::<PyDType>() {
        return Some(held.dtype);
    }
    let types = &vm.ctx.types;
    [(types.float_type, DType::Float64), (types.int_type, DType::Int64), (types.bool_type, DType::Bool)]
        .into_iter()
        .find(|(class, _)| object.is(*class))
        .map(|(_, dtype)| dtype)
}
