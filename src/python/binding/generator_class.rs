//! `torch.Generator` in Python, and the seeds of the default one.
#![expect(clippy::needless_pass_by_value, clippy::unused_self, reason = "the binding macros prescribe the signatures")]

use rustpython_vm::{
    Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, builtins::PyType, function::FuncArgs,
    pyclass, types::Constructor,
};

use super::{
    data::raised,
    session,
    value::{tensor_of, wrap},
};
use crate::tensor::{
    DType, Error, Result, Tensor,
    random::{Generator, default_generator},
};

/// A source of random numbers.
#[pyclass(module = "torch", name = "Generator")]
#[derive(Debug, PyPayload)]
pub struct PyGenerator {
    generator: Generator,
}

#[pyclass(with(Constructor))]
impl PyGenerator {
    #[pymethod]
    fn manual_seed(zelf: PyRef<Self>, seed: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
        zelf.generator.manual_seed(seed_of(&seed, vm)?);
        Ok(zelf)
    }

    #[pymethod]
    fn seed(&self) -> u64 {
        self.generator.seed()
    }

    #[pymethod]
    fn initial_seed(&self) -> u64 {
        self.generator.initial_seed()
    }

    #[pymethod]
    fn get_state(&self, vm: &VirtualMachine) -> PyObjectRef {
        wrap(state(&self.generator), vm)
    }

    #[pymethod]
    fn set_state(zelf: PyRef<Self>, state: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
        raised(set_state(&zelf.generator, &state), vm)?;
        Ok(zelf)
    }

    #[pygetset]
    fn device(&self, vm: &VirtualMachine) -> PyResult {
        let cpu = vm.ctx.new_str("cpu");
        session::device_class().map_or_else(|| Ok(cpu.clone().into()), |class| class.call((cpu.clone(),), vm))
    }
}

impl Constructor for PyGenerator {
    type Args = FuncArgs;

    /// The device may be named; there is only one.
    fn py_new(_class: &Py<PyType>, _args: Self::Args, _vm: &VirtualMachine) -> PyResult<Self> {
        Ok(Self { generator: Generator::default() })
    }
}

/// The generator that is used when none is given, as an object.
#[must_use]
pub fn default_object(vm: &VirtualMachine) -> PyObjectRef {
    PyGenerator { generator: default_generator() }.into_pyobject(vm)
}

/// The generator behind an object.
#[must_use]
pub fn generator_of(object: &PyObject) -> Option<Generator> {
    object.downcast_ref::<PyGenerator>().map(|held| held.generator.clone())
}

/// A seed as PyTorch takes it: an integer of 64 bits, with or without a sign.
///
/// # Errors
/// PyTorch's `ValueError` for a larger one, Python's for what is no number.
pub fn seed_of(object: &PyObject, vm: &VirtualMachine) -> PyResult<u64> {
    let number: i128 = object.try_int(vm)?.as_bigint().to_string().parse().unwrap_or(i128::MAX);
    let fits = (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(&number);
    if fits { Ok(number as u64) } else { Err(vm.new_value_error("Overflow when unpacking long long")) }
}

/// The bytes of a state, one an element; there is no uint8, so they are int64.
#[must_use]
pub fn state(generator: &Generator) -> Tensor {
    let bytes: Vec<i64> = generator.state().into_iter().map(i64::from).collect();
    let count = bytes.len();
    Tensor::from_vec(bytes, &[count])
}

/// Goes back to a state that [`state`] gave.
///
/// # Errors
/// PyTorch's, for what is no state.
pub fn set_state(generator: &Generator, state: &PyObject) -> Result<()> {
    let bytes = tensor_of(state).filter(|state| state.dtype() == DType::Int64);
    let bytes = bytes.ok_or_else(|| Error::type_error("RNG state must be a torch.ByteTensor"))?;
    generator.set_state(&bytes.to_vec::<i64>().into_iter().map(|byte| byte as u8).collect::<Vec<_>>())
}
