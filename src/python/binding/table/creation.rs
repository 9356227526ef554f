//! Tensors from nothing.

use crate::{
    python::binding::{
        arguments::Arguments,
        function::{Function, function, method, value},
        value::{Scalar, Value},
    },
    tensor::{
        DType, Error, Result, Tensor, default_dtype,
        dispatch::composite,
        kernel::convert,
        ops::{self, Number, checked_shape},
    },
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    function(
        "zeros(int[] size, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False)",
        |a| filled("zeros", Scalar::Int(0), a),
    ),
    function(
        "ones(int[] size, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False)",
        |a| filled("ones", Scalar::Int(1), a),
    ),
    function(
        "empty(int[] size, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False, object? memory_format=None)",
        |a| leaf(sized("empty", Scalar::Int(0), a)?, a, 5),
    ),
    function(
        "full(int[1] size, Scalar fill_value, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False)",
        |a| {
            let dtype = a.dtype_or_none(2).unwrap_or_else(|| a.scalar(1).dtype());
            told("full", constant(a.scalar(1), &checked_shape("full", &a.ints(0))?, dtype)?, a, 6)
        },
    ),
    function(
        "zeros_like(Tensor input, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False, object? memory_format=None)",
        |a| like("zeros_like", Scalar::Int(0), a, 1),
    ),
    function(
        "ones_like(Tensor input, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False, object? memory_format=None)",
        |a| like("ones_like", Scalar::Int(1), a, 1),
    ),
    function(
        "empty_like(Tensor input, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False, object? memory_format=None)",
        |a| leaf(alike(Scalar::Int(0), a, 1)?, a, 5),
    ),
    function(
        "full_like(Tensor input, Scalar fill_value, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False, object? memory_format=None)",
        |a| like("full_like", a.scalar(1), a, 2),
    ),
    method(
        "new_zeros(Tensor self, int[] size, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False)",
        |a| new("new_zeros", Scalar::Int(0), a, 2),
    ),
    method(
        "new_ones(Tensor self, int[] size, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False)",
        |a| new("new_ones", Scalar::Int(1), a, 2),
    ),
    method(
        "new_empty(Tensor self, int[] size, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False)",
        |a| new("new_empty", Scalar::Int(0), a, 2),
    ),
    method(
        "new_full(Tensor self, int[] size, Scalar fill_value, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False)",
        |a| new("new_full", a.scalar(2), a, 3),
    ),
    method(
        "new_tensor(Tensor self, object data, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False)",
        |a| {
            let data = a.object(1).unwrap_or_else(|| a.vm.ctx.none());
            let dtype = a.dtype_or_none(2).unwrap_or(a.tensor(0).dtype());
            leaf(crate::python::binding::data::from_object(&data, Some(dtype), a.vm)?, a, 6)
        },
    ),
    function(
        "arange(Scalar end, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False)",
        |a| told("arange", ops::arange(Number::Int(0), number(a.scalar(0)), Number::Int(1), a.dtype_or_none(1))?, a, 5),
    ),
    function(
        "arange(Scalar start, Scalar end, Scalar step=1, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False)",
        |a| {
            let [start, end, step] = [0, 1, 2].map(|index| number(a.scalar(index)));
            told("arange", ops::arange(start, end, step, a.dtype_or_none(3))?, a, 7)
        },
    ),
    function(
        "linspace(Scalar start, Scalar end, int steps, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False)",
        |a| told("linspace", ops::linspace(a.float(0), a.float(1), a.int(2), a.dtype_or_none(3))?, a, 7),
    ),
    function(
        "logspace(Scalar start, Scalar end, int steps, float base=10.0, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False)",
        |a| told("logspace", ops::logspace(a.float(0), a.float(1), a.int(2), a.float(3), a.dtype_or_none(4))?, a, 8),
    ),
    function(
        "eye(int n, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False)",
        |a| told_whole("eye", || ops::eye(a.int(0), None, a.dtype_or_none(1)), a, 5),
    ),
    function(
        "eye(int n, int m, *, dtype? dtype=None, object? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False)",
        |a| told_whole("eye", || ops::eye(a.int(0), Some(a.int(1)), a.dtype_or_none(2)), a, 6),
    ),
    function("tril_indices(int row, int col, int offset=0, *, dtype? dtype=None, Device? device=None)", |a| {
        triangle(a, true)
    }),
    function("triu_indices(int row, int col, int offset=0, *, dtype? dtype=None, Device? device=None)", |a| {
        triangle(a, false)
    }),
];

fn number(scalar: Scalar) -> Number {
    match scalar {
        Scalar::Bool(value) => Number::Int(i64::from(value)),
        Scalar::Int(value) => Number::Int(value),
        Scalar::Float(value) => Number::Float(value),
    }
}

fn constant(value: Scalar, shape: &[usize], dtype: DType) -> Result<Tensor> {
    let one = convert(&value.wrapped(), dtype)?;
    crate::with_dtype!(dtype, T => Tensor::full(one.item::<T>()?, shape))
}

/// A leaf, with gradients if argument `index` says so.
fn leaf(tensor: Tensor, a: &Arguments<'_>, index: usize) -> Result<Value> {
    required(tensor, a, index).map(Into::into)
}

/// A leaf whose creation is a step of a trace.
fn told(name: &'static str, tensor: Tensor, a: &Arguments<'_>, index: usize) -> Result<Value> {
    composite(name, &Vec::new, &[], || required(tensor, a, index)).map(Into::into)
}

/// The same where the creation runs operations, which are no steps of their own.
fn told_whole(
    name: &'static str,
    create: impl FnOnce() -> Result<Tensor>,
    a: &Arguments<'_>,
    index: usize,
) -> Result<Value> {
    composite(name, &Vec::new, &[], || required(create()?, a, index)).map(Into::into)
}

fn required(tensor: Tensor, a: &Arguments<'_>, index: usize) -> Result<Tensor> {
    if a.bool(index) {
        if !tensor.dtype().is_floating_point() {
            return Err(Error::runtime("Only Tensors of floating point and complex dtype can require gradients"));
        }
        tensor.set_requires_grad(true)?;
    }
    Ok(tensor)
}

fn filled(name: &'static str, value: Scalar, a: &Arguments<'_>) -> Result<Value> {
    told(name, sized(name, value, a)?, a, 5)
}

fn sized(name: &str, value: Scalar, a: &Arguments<'_>) -> Result<Tensor> {
    constant(value, &checked_shape(name, &a.ints(0))?, a.dtype_or_none(1).unwrap_or_else(default_dtype))
}

/// Of the shape and type of another; the options begin at argument `at`.
fn like(name: &'static str, value: Scalar, a: &Arguments<'_>, at: usize) -> Result<Value> {
    told(name, alike(value, a, at)?, a, at + 4)
}

fn alike(value: Scalar, a: &Arguments<'_>, at: usize) -> Result<Tensor> {
    let model = a.tensor(0);
    let filled = constant(value, &model.shape(), a.dtype_or_none(at).unwrap_or(model.dtype()))?;
    Ok(filled.laid_out_like(&model))
}

/// Of the type of another; the options begin at argument `at`.
fn new(name: &'static str, value: Scalar, a: &Arguments<'_>, at: usize) -> Result<Value> {
    let dtype = a.dtype_or_none(at).unwrap_or(a.tensor(0).dtype());
    told(name, constant(value, &checked_shape("empty", &a.ints(1))?, dtype)?, a, at + 4)
}

fn triangle(a: &Arguments<'_>, lower: bool) -> Result<Value> {
    let indices = ops::triangle_indices(a.int(0), a.int(1), a.int(2), lower)?;
    value(indices.to_dtype(a.dtype_or_none(3).unwrap_or(DType::Int64)))
}
