//! What holds for a whole program: the default type, threads, conversions of data.

use crate::{
    python::binding::{
        arguments::Arguments,
        data,
        function::{Function, both, function, native, value},
        value::{Value, tensor_of},
    },
    tensor::{DType, Error, Result, default_dtype, dispatch::composite, result_type, set_default_dtype},
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    function(
        "tensor(object data, *, dtype? dtype=None, Device? device=None, bool requires_grad=False, bool pin_memory=False)",
        tensor,
    ),
    function("as_tensor(object data, dtype? dtype=None, Device? device=None)", as_tensor),
    function("get_default_dtype()", |_| Ok(Value::DType(default_dtype()))),
    function("set_default_dtype(dtype d)", set_default),
    function("get_num_threads()", |_| Ok(Value::Int(1))),
    function("set_num_threads(int int)", |_| Ok(Value::None)),
    function("promote_types(dtype type1, dtype type2)", |a| Ok(Value::DType(dtype(a, 0).promote(dtype(a, 1))))),
    function("can_cast(dtype from_, dtype to)", |a| Ok(Value::Bool(dtype(a, 1).can_hold(dtype(a, 0))))),
    function("result_type(Operand tensor, Operand other)", |a| {
        Ok(Value::DType(result_type(&[a.tensor(0), a.tensor(1)])))
    }),
    both("is_floating_point(Tensor input)", |a| Ok(Value::Bool(a.tensor(0).dtype().is_floating_point()))),
    both("is_complex(Tensor input)", |_| Ok(Value::Bool(false))),
    native("zero_grads(Tensor[] params)", |a| {
        a.tensors(0).iter().for_each(|parameter| parameter.set_grad(None));
        value(Ok(()))
    }),
];

fn dtype(a: &Arguments<'_>, index: usize) -> DType {
    a.dtype_or_none(index).unwrap_or_else(default_dtype)
}

fn tensor(a: &Arguments<'_>) -> Result<Value> {
    let data = a.object(0).unwrap_or_else(|| a.vm.ctx.none());
    let create = || {
        let tensor = data::from_object(&data, a.dtype_or_none(1), a.vm)?;
        tensor.set_requires_grad(a.bool(3))?;
        Ok(tensor)
    };
    composite("tensor", &Vec::new, &[], create).map(Into::into)
}

/// Data as a tensor; a tensor of the wanted type is handed through, graph and all.
fn as_tensor(a: &Arguments<'_>) -> Result<Value> {
    let data = a.object(0).unwrap_or_else(|| a.vm.ctx.none());
    match tensor_of(&data) {
        Some(held) if a.dtype_or_none(1).is_none_or(|dtype| dtype == held.dtype()) => Ok(Value::Object(data)),
        Some(held) => held.to_dtype(dtype(a, 1)).map(Into::into),
        None => data::from_object(&data, a.dtype_or_none(1), a.vm).map(Into::into),
    }
}

fn set_default(a: &Arguments<'_>) -> Result<Value> {
    let dtype = dtype(a, 0);
    if !dtype.is_floating_point() {
        return Err(Error::type_error("only floating-point types are supported as the default type"));
    }
    set_default_dtype(dtype);
    Ok(Value::None)
}
