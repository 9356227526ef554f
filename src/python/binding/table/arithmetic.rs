//! `+ − × ÷`, copies and conversions.

use crate::{
    python::binding::{
        arguments::Arguments,
        data,
        function::{Function, both, both_inplace, function, method, value},
        value::{Scalar, Value},
    },
    tensor::{DType, Result, Tensor},
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    both_inplace("add(Operand input, Operand other, *, Scalar alpha=1)", |a| {
        value(a.tensor(0).add(&scaled(a.tensor(1), a.scalar(2))?))
    }),
    both_inplace("sub(Operand input, Operand other, *, Scalar alpha=1)", |a| {
        value(a.tensor(0).sub(&scaled(a.tensor(1), a.scalar(2))?))
    }),
    both_inplace("mul(Operand input, Operand other)", |a| value(a.tensor(0).mul(&a.tensor(1)))),
    both_inplace("neg(Tensor input)", |a| value(a.tensor(0).neg())),
    function(
        "tensor(object data, *, dtype? dtype=None, Device? device=None, bool requires_grad=False, bool pin_memory=False)",
        tensor,
    ),
    both("clone(Tensor input, *, object? memory_format=None)", |a| value(a.tensor(0).duplicate())),
    method("to_dtype(Tensor self, dtype dtype)", |a| {
        value(a.tensor(0).to_dtype(a.dtype_or_none(1).unwrap_or(DType::Float32)))
    }),
];

fn scaled(other: Tensor, alpha: Scalar) -> Result<Tensor> {
    if alpha == Scalar::Int(1) { Ok(other) } else { other.mul(&alpha.wrapped()) }
}

fn tensor(a: &Arguments<'_>) -> Result<Value> {
    let data = a.object(0).unwrap_or_else(|| a.vm.ctx.none());
    let tensor = data::from_object(&data, a.dtype_or_none(1), a.vm)?;
    tensor.set_requires_grad(a.bool(3))?;
    Ok(tensor.into())
}
