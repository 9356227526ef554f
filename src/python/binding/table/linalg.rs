//! Products of matrices and vectors.

use crate::{
    python::binding::function::{Function, both, both_inplace, native, value},
    tensor::ops,
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    both("matmul(Tensor input, Tensor other)", |a| value(a.tensor(0).matmul(&a.tensor(1)))),
    both("mm(Tensor input, Tensor mat2)", |a| value(a.tensor(0).mm(&a.tensor(1)))),
    both("mv(Tensor input, Tensor vec)", |a| value(a.tensor(0).mv(&a.tensor(1)))),
    both("dot(Tensor input, Tensor tensor)", |a| value(a.tensor(0).dot(&a.tensor(1)))),
    both("vdot(Tensor input, Tensor other)", |a| value(a.tensor(0).vdot(&a.tensor(1)))),
    both("bmm(Tensor input, Tensor mat2)", |a| value(a.tensor(0).bmm(&a.tensor(1)))),
    both_inplace("addmm(Tensor input, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1)", |a| {
        value(a.tensor(0).addmm(&a.tensor(1), &a.tensor(2), a.scalar(3).to_f64(), a.scalar(4).to_f64()))
    }),
    both_inplace("addmv(Tensor input, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1)", |a| {
        value(a.tensor(0).addmv(&a.tensor(1), &a.tensor(2), a.scalar(3).to_f64(), a.scalar(4).to_f64()))
    }),
    both_inplace("baddbmm(Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1)", |a| {
        value(a.tensor(0).baddbmm(&a.tensor(1), &a.tensor(2), a.scalar(3).to_f64(), a.scalar(4).to_f64()))
    }),
    both("outer(Tensor input, Tensor vec2)", |a| value(a.tensor(0).outer(&a.tensor(1)))),
    both("ger(Tensor input, Tensor vec2)", |a| value(a.tensor(0).outer(&a.tensor(1)))),
    native("linalg_qr(Tensor A)", |a| value(a.tensor(0).qr())),
    native("linear(Tensor input, Tensor weight, Tensor? bias=None)", |a| {
        value(ops::linear(&a.tensor(0), &a.tensor(1), a.tensor_or_none(2).as_ref()))
    }),
];
