//! `x[…]`, `x[…] = y`, `len(x)`, `y in x` and iteration.

use rustpython_vm::{
    AsObject, Py, PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine, atomic_func,
    builtins::{PySlice, PyStr, PyTuple},
    protocol::{PyMappingMethods, PySequenceMethods},
    types::{AsMapping, AsSequence, Iterable},
};

use super::{
    data::{self, raised},
    identity::remember_base,
    tensor_class::PyTensor,
    value::{Scalar, exception, int_of, items_of, tensor_of, wrap},
};
use crate::tensor::{DType, Error, Tensor, dispatch::observe_failure, kernel, ops::Index};

const SEQUENCE_WARNING: &str = "Using a non-tuple sequence for multidimensional indexing is deprecated and will be \
    changed in pytorch 2.9; use x[tuple(seq)] instead of x[seq]. In pytorch 2.9 this will be interpreted as tensor index, \
    x[torch.tensor(seq)], which will result either in an error or a different result";

/// What stands between the brackets.
fn indices(key: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<Index>> {
    if let Some(tuple) = key.downcast_ref::<PyTuple>() {
        return tuple.as_slice().iter().map(|item| index(item, vm)).collect();
    }
    match items_of(key) {
        Some(items) if is_tuple_in_disguise(&items, vm) => {
            let warn = vm.import("warnings", 0)?.get_attr("warn", vm)?;
            warn.call((vm.ctx.new_str(SEQUENCE_WARNING),), vm)?;
            items.iter().map(|item| index(item, vm)).collect()
        }
        _ => Ok(vec![index(key, vm)?]),
    }
}

/// PyTorch takes a short list that holds more than numbers for a tuple.
fn is_tuple_in_disguise(items: &[PyObjectRef], vm: &VirtualMachine) -> bool {
    let holds_more = |item: &PyObjectRef| {
        tensor_of(item).is_some()
            || items_of(item).is_some()
            || item.downcastable::<PySlice>()
            || item.is(&vm.ctx.ellipsis)
            || vm.is_none(item)
    };
    items.len() < 32 && items.iter().any(holds_more)
}

fn index(item: &PyObject, vm: &VirtualMachine) -> PyResult<Index> {
    if vm.is_none(item) {
        return Ok(Index::NewAxis);
    }
    if item.is(&vm.ctx.ellipsis) {
        return Ok(Index::Ellipsis);
    }
    if let Some(slice) = item.downcast_ref::<PySlice>() {
        return sliced(slice, vm);
    }
    if let Some(tensor) = tensor_of(item) {
        let number = tensor.ndim() == 0 && tensor.dtype().is_integer() && tensor.dtype() != DType::UInt8;
        if number {
            return raised(tensor.item(), vm).map(Index::Int);
        }
        let is_mask = tensor.dtype() == DType::UInt8;
        let places = if is_mask { tensor.to_dtype(DType::Bool) } else { Ok(tensor.clone()) };
        return raised(places, vm).map(Index::Tensor);
    }
    match Scalar::from_object(item, vm) {
        Some(Scalar::Bool(value)) => return Ok(Index::Bool(value)),
        Some(Scalar::Int(value)) => return Ok(Index::Int(value)),
        _ => {}
    }
    if is_sequence(item, vm) {
        return listed(item, vm);
    }
    Err(exception(&no_index(item), vm))
}

fn is_sequence(item: &PyObject, vm: &VirtualMachine) -> bool {
    let has = |name: &'static str| item.class().get_attr(vm.ctx.intern_str(name)).is_some();
    items_of(item).is_some() || (has("__len__") && has("__getitem__"))
}

/// A list of numbers or bools as a tensor.
fn listed(item: &PyObject, vm: &VirtualMachine) -> PyResult<Index> {
    if item.downcastable::<PyStr>() {
        return Err(vm.new_type_error("new(): invalid data type 'str'"));
    }
    let tensor = raised(data::from_object(&item.to_owned(), None, vm), vm).map_err(|raised| {
        let message = raised.as_object().str(vm).map(|text| text.as_wtf8().to_string()).unwrap_or_default();
        if message.contains("'str'") { vm.new_type_error("new(): invalid data type 'str'") } else { raised }
    })?;
    let numbers = if tensor.dtype() == DType::Bool { Ok(tensor) } else { tensor.to_dtype(DType::Int64) };
    raised(numbers, vm).map(Index::Tensor)
}

fn no_index(item: &PyObject) -> Error {
    Error::index(format!(
        "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got {})",
        item.class().name()
    ))
}

fn sliced(slice: &PySlice, vm: &VirtualMachine) -> PyResult<Index> {
    let bound = |object: Option<&PyObjectRef>| match object {
        Some(object) if !vm.is_none(object) => int_of(object, vm)
            .map(Some)
            .ok_or_else(|| vm.new_type_error("slice indices must be integers or None or have an __index__ method")),
        _ => Ok(None),
    };
    let (start, stop) = (bound(slice.start.as_ref())?, bound(Some(&slice.stop))?);
    let stride = bound(slice.step.as_ref())?.unwrap_or(1);
    if stride == 0 {
        return Err(vm.new_value_error("slice step cannot be zero"));
    }
    if stride < 0 {
        return Err(vm.new_value_error("step must be greater than zero"));
    }
    Ok(Index::Slice { start, stop, step: stride })
}

fn get(tensor: &Py<PyTensor>, key: &PyObject, vm: &VirtualMachine) -> PyResult {
    let indices = indices(key, vm)?;
    let part = observe_failure("__getitem__", || vec![tensor.tensor.clone()], tensor.tensor.index(&indices));
    let part = raised(part, vm)?;
    remember_base(&part, tensor.as_object(), vm);
    Ok(wrap(part, vm))
}

fn set(tensor: &PyTensor, key: &PyObject, value: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
    let indices = indices(key, vm)?;
    let value = match (tensor_of(value), Scalar::from_object(value, vm)) {
        (Some(tensor), _) => tensor.clone(),
        (None, Some(number)) => number.wrapped(),
        (None, None) => {
            let (found, wanted) = (value.class().name().to_string(), tensor.tensor.dtype().scalar_name());
            return Err(vm.new_type_error(format!("can't assign a {found} to a torch.{wanted}Tensor")));
        }
    };
    let changed = tensor.tensor.set_index(&indices, &value);
    raised(observe_failure("__setitem__", || vec![tensor.tensor.clone(), value.clone()], changed), vm)
}

fn length(tensor: &PyTensor, vm: &VirtualMachine) -> PyResult<usize> {
    tensor.tensor.shape().first().copied().ok_or_else(|| vm.new_type_error("len() of a 0-d tensor"))
}

fn contains(tensor: &Tensor, element: &PyObject, vm: &VirtualMachine) -> PyResult<bool> {
    let element = match (tensor_of(element), Scalar::from_object(element, vm)) {
        (Some(tensor), _) => tensor.clone(),
        (None, Some(number)) => number.wrapped(),
        (None, None) => {
            let class = vm.builtins.get_attr("str", vm)?.call((element.class().to_owned(),), vm)?.str(vm)?;
            return Err(vm.new_runtime_error(format!(
                "Tensor.__contains__ only supports Tensor or scalar, but you passed in a {class}."
            )));
        }
    };
    let doubles = |tensor: &Tensor| kernel::convert(&tensor.detach(), DType::Float64);
    let equal = doubles(tensor).and_then(|held| kernel::zip(&held, &doubles(&element)?, |a: f64, b: f64| a == b));
    raised(equal, vm).map(|equal| equal.to_vec::<bool>().contains(&true))
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
            contains: atomic_func!(|sequence, element, vm| {
                contains(&PyTensor::sequence_downcast(sequence).tensor, element, vm)
            }),
            ..PySequenceMethods::NOT_IMPLEMENTED
        };
        &METHODS
    }
}

impl Iterable for PyTensor {
    fn iter(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
        let rows = raised(zelf.tensor.rows(), vm)?;
        rows.iter().take(1).for_each(|row| remember_base(row, zelf.as_object(), vm));
        let rows: Vec<PyObjectRef> = rows.into_iter().map(|row| wrap(row, vm)).collect();
        vm.call_method(vm.ctx.new_tuple(rows).as_object(), "__iter__", ())
    }
}
