//! What crosses between Python and the tensors: arguments in, results out.

use rustpython_vm::{
    AsObject, Py, PyObject, PyObjectRef, PyPayload, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyFloat, PyInt, PyList, PyTuple, PyTypeRef},
};

use super::{identity::remember_leaf, tensor_class::PyTensor};
use crate::tensor::{DType, Error, ErrorKind, Tensor, default_dtype};

/// A Python number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar {
    /// `True`, `False`
    Bool(bool),
    /// An integer
    Int(i64),
    /// A float
    Float(f64),
}

impl Scalar {
    /// As a double.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Bool(value) => f64::from(u8::from(value)),
            Self::Int(value) => value as f64,
            Self::Float(value) => value,
        }
    }

    /// The type that PyTorch gives a tensor made of it.
    #[must_use]
    pub fn dtype(self) -> DType {
        match self {
            Self::Bool(_) => DType::Bool,
            Self::Int(_) => DType::Int64,
            Self::Float(_) => default_dtype(),
        }
    }

    /// As an operand that yields to any tensor when types are promoted.
    #[must_use]
    pub fn wrapped(self) -> Tensor {
        match self {
            Self::Bool(value) => Tensor::wrapped_number(value),
            Self::Int(value) => Tensor::wrapped_number(value),
            Self::Float(value) => Tensor::wrapped_number(value),
        }
    }

    /// Reads a Python number; `None` for anything else.
    #[must_use]
    pub fn from_object(object: &PyObject, vm: &VirtualMachine) -> Option<Self> {
        if let Some(float) = object.downcast_ref::<PyFloat>() {
            return Some(Self::Float(float.to_f64()));
        }
        let int = object.downcast_ref::<PyInt>()?;
        if object.fast_isinstance(vm.ctx.types.bool_type) {
            return Some(Self::Bool(int.as_bigint() != &0.into()));
        }
        let exact: Option<i64> = int.try_to_primitive(vm).ok();
        Some(exact.map_or_else(|| Self::Float(huge(int)), Self::Int))
    }

    /// The only element of a tensor.
    ///
    /// # Errors
    /// PyTorch's when there is not exactly one.
    pub fn from_tensor(tensor: &Tensor) -> Result<Self, Error> {
        Ok(match tensor.dtype() {
            DType::Bool => Self::Bool(tensor.item()?),
            dtype if dtype.is_integer() => Self::Int(tensor.item()?),
            _ => Self::Float(tensor.item()?),
        })
    }

    /// As a Python object.
    #[must_use]
    pub fn into_object(self, vm: &VirtualMachine) -> PyObjectRef {
        match self {
            Self::Bool(value) => vm.ctx.new_bool(value).into(),
            Self::Int(value) => vm.ctx.new_int(value).into(),
            Self::Float(value) => vm.ctx.new_float(value).into(),
        }
    }
}

fn huge(int: &PyInt) -> f64 {
    int.as_bigint().to_string().parse().unwrap_or(f64::INFINITY)
}

/// The tensor behind a Python object, if it is one.
#[must_use]
pub fn tensor_of(object: &PyObject) -> Option<&Tensor> {
    object.downcast_ref::<PyTensor>().map(|held: &Py<PyTensor>| &held.tensor)
}

/// The items of a list or tuple.
#[must_use]
pub fn items_of(object: &PyObject) -> Option<Vec<PyObjectRef>> {
    if let Some(list) = object.downcast_ref::<PyList>() {
        return Some(list.borrow_vec().to_vec());
    }
    object.downcast_ref::<PyTuple>().map(|tuple| tuple.as_slice().to_vec())
}

/// An integer where Python's protocol takes one: an int, or an integer tensor with one element.
#[must_use]
pub fn int_of(object: &PyObject, vm: &VirtualMachine) -> Option<i64> {
    match Scalar::from_object(object, vm) {
        Some(Scalar::Int(value)) => Some(value),
        Some(_) => None,
        None => match Scalar::from_tensor(tensor_of(object)?) {
            Ok(Scalar::Int(value)) => Some(value),
            _ => None,
        },
    }
}

/// What a bound function gives back.
pub enum Value {
    /// `None`
    None,
    /// One tensor
    Tensor(Tensor),
    /// A tuple of tensors
    Tuple(Vec<Tensor>),
    /// A named tuple, as `torch.return_types` has them: its name, its fields
    Named(&'static str, Vec<(&'static str, Tensor)>),
    /// `True`, `False`
    Bool(bool),
    /// An integer
    Int(i64),
    /// A float
    Float(f64),
    /// Several integers, as a tuple
    Ints(Vec<i64>),
    /// A string
    Text(String),
    /// A type of elements
    DType(DType),
    /// A Python object
    Object(PyObjectRef),
}

impl From<Tensor> for Value {
    fn from(tensor: Tensor) -> Self {
        Self::Tensor(tensor)
    }
}

impl From<Vec<Tensor>> for Value {
    fn from(tensors: Vec<Tensor>) -> Self {
        Self::Tuple(tensors)
    }
}

impl From<(Tensor, Tensor)> for Value {
    fn from((first, second): (Tensor, Tensor)) -> Self {
        Self::Tuple(vec![first, second])
    }
}

impl From<()> for Value {
    fn from((): ()) -> Self {
        Self::None
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<usize> for Value {
    fn from(value: usize) -> Self {
        Self::Int(value as i64)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl Value {
    /// The tensor, or the first of them.
    #[must_use]
    pub fn first(&self) -> Option<&Tensor> {
        match self {
            Self::Tensor(tensor) => Some(tensor),
            Self::Tuple(tensors) => tensors.first(),
            _ => None,
        }
    }

    /// As a Python object.
    ///
    /// # Errors
    /// When the named tuple's class cannot be reached.
    pub fn into_object(self, vm: &VirtualMachine) -> PyResult {
        let all = |tensors: Vec<Tensor>| tensors.into_iter().map(|tensor| wrap(tensor, vm)).collect();
        Ok(match self {
            Self::None => vm.ctx.none(),
            Self::Tensor(tensor) => wrap(tensor, vm),
            Self::Tuple(tensors) => vm.ctx.new_tuple(all(tensors)).into(),
            Self::Named(name, fields) => return super::return_types::named(name, &fields, vm),
            Self::Bool(value) => vm.ctx.new_bool(value).into(),
            Self::Int(value) => vm.ctx.new_int(value).into(),
            Self::Float(value) => vm.ctx.new_float(value).into(),
            Self::Ints(values) => {
                vm.ctx.new_tuple(values.into_iter().map(|v| vm.ctx.new_int(v).into()).collect()).into()
            }
            Self::Text(text) => vm.ctx.new_str(text).into(),
            Self::DType(dtype) => super::dtype_class::object(dtype, vm),
            Self::Object(object) => object,
        })
    }
}

/// A new Python tensor.
#[must_use]
pub fn wrap(tensor: Tensor, vm: &VirtualMachine) -> PyObjectRef {
    let object = PyTensor::new(tensor.clone()).into_pyobject(vm);
    remember_leaf(&tensor, &object, vm);
    object
}

/// The Python exception that an error is.
#[must_use]
pub fn exception(error: &Error, vm: &VirtualMachine) -> PyBaseExceptionRef {
    if error.kind == ErrorKind::Callback
        && let Some(raised) = super::callback::take()
    {
        return raised;
    }
    let types = &vm.ctx.exceptions;
    if let (ErrorKind::LinearAlgebra, Some(class)) = (error.kind, linear_algebra_error(vm)) {
        return vm.new_exception_msg(class, error.message.to_string().into());
    }
    let class = match error.kind {
        ErrorKind::Runtime | ErrorKind::LinearAlgebra | ErrorKind::Callback => types.runtime_error,
        ErrorKind::Type => types.type_error,
        ErrorKind::Value => types.value_error,
        ErrorKind::Index => types.index_error,
        ErrorKind::NotImplemented => types.not_implemented_error,
    };
    vm.new_exception_msg(class.to_owned(), error.message.to_string().into())
}

/// `torch.linalg.LinAlgError`
fn linear_algebra_error(vm: &VirtualMachine) -> Option<PyTypeRef> {
    let torch = vm.import("torch.linalg", 0).ok()?;
    let class = torch.get_attr("linalg", vm).ok()?.get_attr("LinAlgError", vm).ok()?;
    class.downcast().ok()
}
