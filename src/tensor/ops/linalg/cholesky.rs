//! Cholesky's factor of a positive-definite matrix.

use std::borrow::Cow;

use super::factor::{floats, matrices, square};
use crate::tensor::{
    Error, Gradients, Operation, Result, Saves, Tensor, apply, autograd::Context, kernel::convert, ops::unary,
};

/// L with L·Lᵀ = A
#[derive(Clone, Copy, Debug)]
struct Cholesky;

impl Operation for Cholesky {
    fn name(&self) -> &'static str {
        "cholesky"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("LinalgCholeskyExBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let x = unary("cholesky", inputs)?;
        let size = square("linalg.cholesky", x)?;
        floats("linalg.cholesky", x)?;
        let mut out = Vec::with_capacity(x.numel());
        for (index, matrix) in matrices(x, size, size).iter().enumerate() {
            let factor = lower(matrix, size).map_err(|order| {
                let batch = if x.ndim() > 2 { format!("(Batch element {index}): ") } else { String::new() };
                Error::linear_algebra(format!(
                    "linalg.cholesky: {batch}The factorization could not be completed because the input is not \
                     positive-definite (the leading minor of order {order} is not positive-definite)."
                ))
            })?;
            out.extend(factor);
        }
        convert(&Tensor::from_vec(out, &x.shape()), x.dtype())
    }

    fn saves(&self) -> Saves {
        Saves::OUTPUT
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let factor = context.output()?;
        let product = factor.m_t()?.matmul(grad)?;
        let symmetric = product.tril(0)?.add(&product.tril(-1)?.m_t()?)?;
        let inverse = factor.inverse()?;
        let half = inverse.m_t()?.matmul(&symmetric)?.matmul(&inverse)?;
        Ok(vec![Some(half.mul(&Tensor::wrapped_number(0.5))?)])
    }
}

/// The lower factor, or the order of the first minor that is not positive.
fn lower(matrix: &[f64], size: usize) -> std::result::Result<Vec<f64>, usize> {
    let mut factor = vec![0.0; size * size];
    for row in 0..size {
        for column in 0..=row {
            let done: f64 = (0..column).map(|k| factor[row * size + k] * factor[column * size + k]).sum();
            let rest = matrix[row * size + column] - done;
            factor[row * size + column] = match row == column {
                true if rest > 0.0 => rest.sqrt(),
                true => return Err(row + 1),
                false => rest / factor[column * size + column],
            };
        }
    }
    Ok(factor)
}

impl Tensor {
    /// `torch.linalg.cholesky(self)`: the lower factor.
    ///
    /// # Errors
    /// PyTorch's, for a matrix that is not positive-definite.
    pub fn cholesky(&self) -> Result<Self> {
        apply(Cholesky, std::slice::from_ref(self))
    }
}
