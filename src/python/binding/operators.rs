//! Python's operators on tensors.

use rustpython_vm::{
    AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine,
    function::{Either, PyComparisonValue},
    protocol::PyNumberMethods,
    types::{AsNumber, PyComparisonOp},
};

use super::{
    registry::call_by_name,
    tensor_class::PyTensor,
    value::{Scalar, exception, tensor_of, wrap},
};
use crate::tensor::{Result, Tensor, dispatch::observe_failure};

/// A tensor, or a number that becomes one; `None` for what the operators do not take.
fn operand(object: &PyObject, vm: &VirtualMachine) -> Option<Tensor> {
    tensor_of(object).cloned().or_else(|| Scalar::from_object(object, vm).map(Scalar::wrapped))
}

fn direct(
    name: &str,
    a: &PyObject,
    b: &PyObject,
    operation: fn(&Tensor, &Tensor) -> Result<Tensor>,
    vm: &VirtualMachine,
) -> PyResult {
    let (Some(x), Some(y)) = (operand(a, vm), operand(b, vm)) else { return Ok(vm.ctx.not_implemented()) };
    let result = observe_failure(name, || vec![x.clone(), y.clone()], operation(&x, &y));
    result.map(|result| wrap(result, vm)).map_err(|error| exception(&error, vm))
}

/// `1 + x` is `x.__radd__(1)`: the tensor comes first in the graph.
fn add(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    if a.is_wrapped_number() { b.add(a) } else { a.add(b) }
}

/// `2 * x`, likewise.
fn multiply(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    if a.is_wrapped_number() { b.mul(a) } else { a.mul(b) }
}

/// `1 - x` is PyTorch's `rsub`.
fn subtract(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    if a.is_wrapped_number() { b.rsub(a) } else { a.sub(b) }
}

/// `1 / x` is computed as a multiple of the reciprocal.
fn divide(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    if a.is_wrapped_number() { b.reciprocal()?.mul(a) } else { a.div(b) }
}

fn named(name: &str, a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> PyResult {
    if operand(a, vm).is_none() || operand(b, vm).is_none() {
        return Ok(vm.ctx.not_implemented());
    }
    call_by_name(name, vec![a.to_owned(), b.to_owned()], false, vm)
}

/// `x += y`: the same object afterwards, a `Parameter` included.
fn inplace(name: &str, a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> PyResult {
    if tensor_of(a).is_none() || operand(b, vm).is_none() {
        return Ok(vm.ctx.not_implemented());
    }
    call_by_name(name, vec![a.to_owned(), b.to_owned()], true, vm)?;
    Ok(a.to_owned())
}

fn unary(name: &str, a: &PyObject, vm: &VirtualMachine) -> PyResult {
    call_by_name(name, vec![a.to_owned()], false, vm)
}

fn matmul(a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> PyResult {
    if tensor_of(a).is_none() || tensor_of(b).is_none() {
        return Ok(vm.ctx.not_implemented());
    }
    named("matmul", a, b, vm)
}

fn scalar(a: &PyObject, vm: &VirtualMachine) -> PyResult<Scalar> {
    let tensor = tensor_of(a).ok_or_else(|| vm.new_type_error("a tensor was expected"))?;
    Scalar::from_tensor(tensor).map_err(|error| exception(&error, vm))
}

fn truth(a: &PyObject, vm: &VirtualMachine) -> PyResult<bool> {
    let tensor = tensor_of(a).ok_or_else(|| vm.new_type_error("a tensor was expected"))?;
    match tensor.numel() {
        0 => Err(vm.new_runtime_error("Boolean value of Tensor with no values is ambiguous")),
        1 => Ok(scalar(a, vm)?.to_f64() != 0.0),
        _ => Err(vm.new_runtime_error("Boolean value of Tensor with more than one value is ambiguous")),
    }
}

impl AsNumber for PyTensor {
    fn as_number() -> &'static PyNumberMethods {
        static METHODS: PyNumberMethods = PyNumberMethods {
            add: Some(|a, b, vm| direct("add", a, b, add, vm)),
            subtract: Some(|a, b, vm| direct("sub", a, b, subtract, vm)),
            multiply: Some(|a, b, vm| direct("mul", a, b, multiply, vm)),
            true_divide: Some(|a, b, vm| direct("div", a, b, divide, vm)),
            floor_divide: Some(|a, b, vm| named("floor_divide", a, b, vm)),
            remainder: Some(|a, b, vm| named("remainder", a, b, vm)),
            power: Some(|a, b, _modulus, vm| named("pow", a, b, vm)),
            matrix_multiply: Some(matmul),
            and: Some(|a, b, vm| named("bitwise_and", a, b, vm)),
            or: Some(|a, b, vm| named("bitwise_or", a, b, vm)),
            xor: Some(|a, b, vm| named("bitwise_xor", a, b, vm)),
            lshift: Some(|a, b, vm| named("bitwise_left_shift", a, b, vm)),
            rshift: Some(|a, b, vm| named("bitwise_right_shift", a, b, vm)),
            inplace_add: Some(|a, b, vm| inplace("add", a, b, vm)),
            inplace_subtract: Some(|a, b, vm| inplace("sub", a, b, vm)),
            inplace_multiply: Some(|a, b, vm| inplace("mul", a, b, vm)),
            inplace_true_divide: Some(|a, b, vm| inplace("div", a, b, vm)),
            inplace_floor_divide: Some(|a, b, vm| inplace("floor_divide", a, b, vm)),
            inplace_remainder: Some(|a, b, vm| inplace("remainder", a, b, vm)),
            inplace_power: Some(|a, b, _modulus, vm| inplace("pow", a, b, vm)),
            inplace_and: Some(|a, b, vm| inplace("bitwise_and", a, b, vm)),
            inplace_or: Some(|a, b, vm| inplace("bitwise_or", a, b, vm)),
            inplace_xor: Some(|a, b, vm| inplace("bitwise_xor", a, b, vm)),
            negative: Some(|a, vm| unary("neg", a.obj, vm)),
            positive: Some(|a, vm| unary("positive", a.obj, vm)),
            absolute: Some(|a, vm| unary("abs", a.obj, vm)),
            invert: Some(|a, vm| unary("bitwise_not", a.obj, vm)),
            boolean: Some(|a, vm| truth(a.obj, vm)),
            int: Some(|a, vm| as_int(a.obj, vm)),
            index: Some(|a, vm| as_index(a.obj, vm)),
            float: Some(|a, vm| Ok(vm.ctx.new_float(number(a.obj, vm)?.to_f64()).into())),
            ..PyNumberMethods::NOT_IMPLEMENTED
        };
        &METHODS
    }
}

/// The only element, for `float(x)` and its kin, which say it in other words than `x.item()`.
fn number(a: &PyObject, vm: &VirtualMachine) -> PyResult<Scalar> {
    match tensor_of(a).map(Tensor::numel) {
        Some(1) | None => scalar(a, vm),
        Some(_) => Err(vm.new_value_error("only one element tensors can be converted to Python scalars")),
    }
}

/// `int(x)`: towards zero, with Python's errors for infinities and NaN.
fn as_int(a: &PyObject, vm: &VirtualMachine) -> PyResult {
    let number = number(a, vm)?.into_object(vm);
    vm.ctx.types.int_type.as_object().call((number,), vm)
}

fn as_index(a: &PyObject, vm: &VirtualMachine) -> PyResult {
    match scalar(a, vm) {
        Ok(Scalar::Int(value)) => Ok(vm.ctx.new_int(value).into()),
        Ok(Scalar::Bool(value)) => Ok(vm.ctx.new_int(i64::from(value)).into()),
        _ => Err(vm.new_type_error("only integer tensors of a single element can be converted to an index")),
    }
}

/// `x < y` and its kin give tensors; what is no tensor is never equal to one.
///
/// # Errors
/// PyTorch's, when the shapes do not broadcast.
pub fn compare(
    a: &PyObject,
    b: &PyObject,
    operation: PyComparisonOp,
    vm: &VirtualMachine,
) -> PyResult<Either<PyObjectRef, PyComparisonValue>> {
    let name = match operation {
        PyComparisonOp::Lt => "lt",
        PyComparisonOp::Le => "le",
        PyComparisonOp::Gt => "gt",
        PyComparisonOp::Ge => "ge",
        PyComparisonOp::Eq => "eq",
        _ => "ne",
    };
    if operand(b, vm).is_none() {
        return Ok(Either::B(PyComparisonValue::NotImplemented));
    }
    call_by_name(name, vec![a.to_owned(), b.to_owned()], false, vm).map(Either::A)
}
