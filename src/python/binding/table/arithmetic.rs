//! `+ − × ÷`, copies and conversions.

use crate::{
    python::binding::{
        arguments::Arguments,
        function::{Function, Outcome, both, both_inplace, method, value},
        value::Scalar,
    },
    tensor::DType,
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    both_inplace("add(Operand input, Operand other, *, Scalar alpha=1)", |a| {
        value(match a.scalar(2) {
            Scalar::Int(1) => a.tensor(0).add(&a.tensor(1)),
            alpha => a.tensor(0).add_scaled(&a.tensor(1), &alpha.wrapped()),
        })
    }),
    both_inplace("sub(Operand input, Operand other, *, Scalar alpha=1)", |a| {
        value(match a.scalar(2) {
            Scalar::Int(1) => a.tensor(0).sub(&a.tensor(1)),
            alpha => a.tensor(0).sub_scaled(&a.tensor(1), &alpha.wrapped()),
        })
    }),
    both_inplace("mul(Operand input, Operand other)", |a| value(a.tensor(0).mul(&a.tensor(1)))),
    both_inplace("neg(Tensor input)", |a| value(a.tensor(0).neg())),
    both("clone(Tensor input, *, object? memory_format=None)", clone),
    method("to_dtype(Tensor self, dtype dtype)", |a| {
        value(a.tensor(0).to_dtype(a.dtype_or_none(1).unwrap_or(DType::Float32)))
    }),
];

/// `memory_format` says whether the copy is row-major, or lies as the original does.
fn clone(a: &Arguments<'_>) -> Outcome {
    let format = a.object(1).and_then(|format| format.repr(a.vm).ok());
    let row_major = format.is_some_and(|format| format.as_wtf8() == "torch.contiguous_format");
    value(if row_major { a.tensor(0).duplicate_contiguous() } else { a.tensor(0).duplicate() })
}
