//! What fits together, in PyTorch's words.

use crate::tensor::{Error, Result, Tensor};

/// Fails with a text unless a condition holds.
fn ensure(holds: bool, text: impl FnOnce() -> String) -> Result<()> {
    if holds { Ok(()) } else { Err(Error::runtime(text())) }
}

fn matrices(name: &str, a: &Tensor, b: &Tensor) -> Result<()> {
    ensure(a.ndim() == 2, || format!("{name}: self must be a matrix, got {}-D tensor", a.ndim()))?;
    ensure(b.ndim() == 2, || format!("{name}: mat2 must be a matrix, got {}-D tensor", b.ndim()))?;
    let (left, right) = (a.layout(), b.layout());
    let (left, right) = (left.shape(), right.shape());
    ensure(left[1] == right[0], || {
        format!(
            "{name}: mat1 and mat2 shapes cannot be multiplied ({}x{} and {}x{})",
            left[0], left[1], right[0], right[1]
        )
    })
}

pub fn mm(a: &Tensor, b: &Tensor) -> Result<()> {
    matrices("mm", a, b)?;
    ensure(a.dtype() == b.dtype(), || {
        format!(
            "expected m1 and m2 to have the same dtype, but got: {} != {}",
            a.dtype().cpp_name(),
            b.dtype().cpp_name()
        )
    })
}

pub fn addmm(addend: &Tensor, a: &Tensor, b: &Tensor) -> Result<()> {
    matrices("addmm", a, b)?;
    let (own, left, right) = (addend.dtype(), a.dtype(), b.dtype());
    ensure(own == right, || {
        format!("self and mat2 must have the same dtype, but got {} and {}", own.scalar_name(), right.scalar_name())
    })?;
    ensure(left == right, || {
        format!("mat1 and mat2 must have the same dtype, but got {} and {}", left.scalar_name(), right.scalar_name())
    })
}

/// Checks `addend + matrix·vector`; without an addend, the vector stands for it.
pub fn mv(addend: &Tensor, matrix: &Tensor, vector: &Tensor) -> Result<()> {
    let dims = [matrix.ndim(), vector.ndim(), addend.ndim()];
    ensure(dims[0] == 2 && dims[1] == 1 && dims[2] <= 1, || {
        format!("vector + matrix @ vector expected, got {}, {}, {}", dims[2], dims[0], dims[1])
    })?;
    let shape = matrix.shape();
    let result = if addend.is_same(vector) { shape[0] } else { addend.numel() };
    ensure(shape[1] == vector.numel() && (result == shape[0] || result == 1), || {
        format!("size mismatch, got input ({result}), mat ({}x{}), vec ({})", shape[0], shape[1], vector.numel())
    })?;
    ensure(matrix.dtype() == vector.dtype() && addend.dtype() == vector.dtype(), || {
        format!(
            "addmv input tensors must have the same dtype, but got {}, {}, and {}",
            addend.dtype().scalar_name(),
            matrix.dtype().scalar_name(),
            vector.dtype().scalar_name()
        )
    })
}

pub fn dot(name: &str, a: &Tensor, b: &Tensor) -> Result<()> {
    ensure(a.ndim() == 1 && b.ndim() == 1, || {
        format!("1D tensors expected, but got {}D and {}D tensors", a.ndim(), b.ndim())
    })?;
    ensure(a.dtype() == b.dtype(), || {
        format!(
            "{name} : expected both vectors to have same dtype, but found {} and {}",
            a.dtype().scalar_name(),
            b.dtype().scalar_name()
        )
    })?;
    ensure(a.numel() == b.numel(), || {
        format!(
            "inconsistent tensor size, expected tensor {:?} and src {:?} to have the same number of elements, but got \
             {} and {} elements respectively",
            a.shape(),
            b.shape(),
            a.numel(),
            b.numel()
        )
    })
}

pub fn bmm(a: &Tensor, b: &Tensor) -> Result<()> {
    ensure(a.ndim() == 3, || "batch1 must be a 3D tensor".to_owned())?;
    ensure(b.ndim() == 3, || "batch2 must be a 3D tensor".to_owned())?;
    let (left, right) = (a.shape(), b.shape());
    ensure(left[0] == right[0] && left[2] == right[1], || {
        format!(
            "Expected size for first two dimensions of batch2 tensor to be: [{}, {}] but got: [{}, {}].",
            left[0], left[2], right[0], right[1]
        )
    })?;
    ensure(a.dtype() == b.dtype(), || {
        format!("expected scalar type {} but found {}", a.dtype().scalar_name(), b.dtype().scalar_name())
    })
}
