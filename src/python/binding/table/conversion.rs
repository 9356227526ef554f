//! What a tensor becomes: another type, another place in the graph, Python's own numbers; and the way back.

use rustpython_vm::VirtualMachine;

use crate::{
    python::binding::{
        arguments::Arguments,
        function::{Function, effect, function, method, value},
        value::{Value, items_of, tensor_of},
    },
    tensor::{
        DType, Error, Result, Tensor,
        autograd::{self, Pass},
    },
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    method(
        "backward(Tensor self, Tensor? gradient=None, bool? retain_graph=None, bool create_graph=False, object? inputs=None)",
        backward,
    ),
    effect("requires_grad_(Tensor self, bool requires_grad=True)", |a| {
        let tensor = a.tensor(0);
        if a.bool(1) && !tensor.dtype().is_floating_point() {
            return Err(Error::runtime("only Tensors of floating point dtype can require gradients"));
        }
        value(tensor.set_requires_grad(a.bool(1)).map(|()| tensor))
    }),
    effect("detach_(Tensor self)", |a| {
        let tensor = a.tensor(0);
        value(autograd::detach_(&tensor).map(|()| tensor))
    }),
    method(
        "to(Tensor self, dtype dtype, bool non_blocking=False, bool copy=False, *, object? memory_format=None)",
        |a| to(&a.tensor(0), a.dtype_or_none(1), a.bool(3)),
    ),
    method(
        "to(Tensor self, Tensor other, bool non_blocking=False, bool copy=False, *, object? memory_format=None)",
        |a| to(&a.tensor(0), Some(a.tensor(1).dtype()), a.bool(3)),
    ),
    method(
        "to(Tensor self, Device? device=None, dtype? dtype=None, bool non_blocking=False, bool copy=False, *, \
         object? memory_format=None)",
        |a| to(&a.tensor(0), a.dtype_or_none(2), a.bool(4)),
    ),
    method("type_as(Tensor self, Tensor other)", |a| to(&a.tensor(0), Some(a.tensor(1).dtype()), false)),
    method("type(Tensor self, object? dtype=None)", type_),
    method("float(Tensor self)", |a| to(&a.tensor(0), Some(DType::Float32), false)),
    method("double(Tensor self)", |a| to(&a.tensor(0), Some(DType::Float64), false)),
    method("half(Tensor self)", |a| to(&a.tensor(0), Some(DType::Float16), false)),
    method("byte(Tensor self)", |a| to(&a.tensor(0), Some(DType::UInt8), false)),
    method("char(Tensor self)", |a| to(&a.tensor(0), Some(DType::Int8), false)),
    method("short(Tensor self)", |a| to(&a.tensor(0), Some(DType::Int16), false)),
    method("int(Tensor self)", |a| to(&a.tensor(0), Some(DType::Int32), false)),
    method("long(Tensor self)", |a| to(&a.tensor(0), Some(DType::Int64), false)),
    method("bool(Tensor self)", |a| to(&a.tensor(0), Some(DType::Bool), false)),
    method("cpu(Tensor self)", |a| Ok(a.tensor(0).into())),
    method("cuda(Tensor self, object? device=None)", |_| Err(Error::runtime("Torch not compiled with CUDA enabled"))),
    method("numpy(Tensor self, *, bool force=False)", numpy),
    function("from_numpy(object ndarray)", |_| Err(no_numpy())),
    method("is_shared(Tensor self)", |_| Ok(Value::Bool(false))),
    method("is_pinned(Tensor self)", |_| Ok(Value::Bool(false))),
    function("is_nonzero(Tensor input)", |a| is_nonzero(&a.tensor(0))),
    method("is_nonzero(Tensor self)", |a| is_nonzero(&a.tensor(0))),
];

fn to(tensor: &Tensor, dtype: Option<DType>, copy: bool) -> Result<Value> {
    match dtype {
        Some(dtype) if dtype != tensor.dtype() => value(tensor.to_dtype(dtype)),
        _ if copy => value(tensor.duplicate()),
        _ => Ok(tensor.clone().into()),
    }
}

fn backward(a: &Arguments<'_>) -> Result<Value> {
    let roots = [(a.tensor(0), a.tensor_or_none(1))];
    let create_graph = a.bool(3);
    let pass = Pass { retain_graph: a.bool_or_none(2).unwrap_or(create_graph), create_graph };
    let inputs = a.object(4).filter(|inputs| !a.vm.is_none(inputs));
    let Some(inputs) = inputs else { return value(autograd::backward(&roots, pass)) };
    let inputs = items_of(&inputs).unwrap_or_else(|| vec![inputs]);
    let tensors: Vec<Tensor> = inputs.iter().filter_map(|input| tensor_of(input).cloned()).collect();
    value(autograd::backward_into(&roots, &tensors, pass))
}

/// `x.type()` names the old class; `x.type(dtype)` converts.
fn type_(a: &Arguments<'_>) -> Result<Value> {
    let tensor = a.tensor(0);
    match a.object(1).filter(|wanted| !a.vm.is_none(wanted)) {
        None => Ok(Value::Text(format!("torch.{}Tensor", tensor.dtype().scalar_name()))),
        Some(wanted) => to(&tensor, Some(wanted_type(&wanted, a.vm)?), false),
    }
}

fn wanted_type(wanted: &rustpython_vm::PyObject, vm: &VirtualMachine) -> Result<DType> {
    if let Some(dtype) = crate::python::binding::dtype_of(wanted, vm) {
        return Ok(dtype);
    }
    let name = wanted.str(vm).map(|text| text.as_wtf8().to_string()).unwrap_or_default();
    let held = |dtype: &DType| name.contains(&format!("torch.{}Tensor", dtype.scalar_name()));
    DType::ALL.into_iter().find(held).ok_or_else(|| Error::value(format!("invalid type: '{name}'")))
}

fn numpy(a: &Arguments<'_>) -> Result<Value> {
    if a.tensor(0).requires_grad() {
        return Err(Error::runtime(
            "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.",
        ));
    }
    Err(no_numpy())
}

fn no_numpy() -> Error {
    Error::runtime("Numpy is not available")
}

fn is_nonzero(tensor: &Tensor) -> Result<Value> {
    match tensor.numel() {
        1 => Ok(Value::Bool(tensor.item::<f64>()? != 0.0)),
        0 => Err(Error::runtime("Boolean value of Tensor with no values is ambiguous")),
        _ => Err(Error::runtime("Boolean value of Tensor with more than one value is ambiguous")),
    }
}
