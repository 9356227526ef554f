//! What an LU decomposition gives: determinants, inverses, solutions.

use std::borrow::Cow;

use super::{
    factor::{Factors, factors, square, square_floats},
    matmul::signed,
};
use crate::tensor::{
    Error, Gradients, Operation, Result, Saves, Tensor, apply,
    autograd::{Context, Several, several},
    broadcast_shapes,
    kernel::convert,
    ops::{sum_to, unary},
};

/// One number for each matrix.
fn each(x: &Tensor, size: usize, function: impl Fn(&Factors) -> f64) -> Result<Tensor> {
    let shape = x.shape();
    let values = factors(x, size).iter().map(function).collect::<Vec<f64>>();
    convert(&Tensor::from_vec(values, &shape[..shape.len() - 2]), x.dtype())
}

#[derive(Clone, Copy, Debug)]
struct Determinant;

impl Operation for Determinant {
    fn name(&self) -> &'static str {
        "det"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("LinalgDetBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let x = unary("det", inputs)?;
        each(x, square_floats("linalg.det", x)?, Factors::determinant)
    }

    fn saves(&self) -> Saves {
        Saves::FIRST.and(Saves::OUTPUT)
    }

    /// The matrix of cofactors: det·A⁻ᵀ, or the minors themselves where there is no inverse.
    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (x, det) = (context.input(0)?, context.output()?);
        let wide = |x: &Tensor| x.unsqueeze(-1)?.unsqueeze(-1);
        if det.to_vec::<f64>().contains(&0.0) {
            return Ok(vec![Some(wide(grad)?.mul(&cofactors(&x)?)?)]);
        }
        Ok(vec![Some(wide(&grad.mul(&det)?)?.mul(&x.inverse()?.m_t()?)?)])
    }
}

/// The signed minors of each matrix, outside the graph.
fn cofactors(x: &Tensor) -> Result<Tensor> {
    let shape = x.shape();
    let size = shape[shape.len() - 1];
    let elements = x.to_vec::<f64>();
    let minor = |matrix: &[f64], row: usize, column: usize| {
        let kept = |place: &usize| place / size != row && place % size != column;
        let rest: Vec<f64> = (0..size * size).filter(kept).map(|place| matrix[place]).collect();
        Factors::of(&rest, size - 1).determinant() * if (row + column).is_multiple_of(2) { 1.0 } else { -1.0 }
    };
    let values = elements
        .chunks_exact((size * size).max(1))
        .flat_map(|matrix| (0..size * size).map(move |place| minor(matrix, place / size, place % size)))
        .collect::<Vec<f64>>();
    convert(&Tensor::from_vec(values, &shape), x.dtype())
}

/// Its sign, and the logarithm of its magnitude.
#[derive(Clone, Copy, Debug)]
struct LogDeterminant;

impl Several for LogDeterminant {
    fn name(&self) -> &'static str {
        "slogdet"
    }

    fn node_name(&self) -> &'static str {
        "LinalgSlogdetBackward0"
    }

    fn saves(&self) -> Saves {
        Saves::FIRST
    }

    fn backward(&self, input: &Tensor, _outputs: &[Tensor], grads: &[Option<Tensor>]) -> Result<Option<Tensor>> {
        let Some(Some(grad)) = grads.get(1) else { return Ok(None) };
        grad.unsqueeze(-1)?.unsqueeze(-1)?.mul(&input.inverse()?.m_t()?).map(Some)
    }
}

#[derive(Clone, Copy, Debug)]
struct Inverse;

impl Operation for Inverse {
    fn name(&self) -> &'static str {
        "inverse"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("LinalgInvExBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let x = unary("inverse", inputs)?;
        let (size, shape) = (square_floats("linalg.inv", x)?, x.shape());
        let identity: Vec<f64> = (0..size * size).map(|k| f64::from(u8::from(k % (size + 1) == 0))).collect();
        let mut values = Vec::with_capacity(x.numel());
        for (index, factors) in factors(x, size).iter().enumerate() {
            if let Some(zero) = factors.singular() {
                let batch = if shape.len() > 2 { format!("(Batch element {index}): ") } else { String::new() };
                return Err(Error::linear_algebra(format!(
                    "linalg.inv: {batch}The diagonal element {zero} is zero, the inversion could not be completed \
                     because the input matrix is singular."
                )));
            }
            values.extend(factors.solve(&identity, size));
        }
        convert(&Tensor::from_vec(values, &shape), x.dtype())
    }

    fn saves(&self) -> Saves {
        Saves::OUTPUT
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let turned = context.output()?.m_t()?;
        Ok(vec![Some(turned.matmul(&grad.matmul(&turned)?)?.neg()?)])
    }
}

/// A·X = B, both with the same leading dimensions, B with columns.
#[derive(Clone, Copy, Debug)]
struct Solution {
    /// Whether B came as vectors.
    vector: bool,
}

impl Operation for Solution {
    fn name(&self) -> &'static str {
        "solve"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("LinalgSolveExBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [a, b] = inputs else { return Err(Error::runtime("solve takes two tensors")) };
        let size = square_floats("linalg.solve", a)?;
        let b = if self.vector { b.unsqueeze(-1)? } else { b.clone() };
        let (own, right) = (a.shape(), b.shape());
        let columns = right[right.len() - 1];
        let batch = broadcast_shapes(&own[..own.len() - 2], &right[..right.len() - 2])?;
        let shape = [&batch[..], &[size, columns]].concat();
        let a = a.expand(&signed(&[&batch[..], &[size, size]].concat()))?;
        let right = b.expand(&signed(&shape))?.to_vec::<f64>();
        let mut values = Vec::with_capacity(right.len());
        for (index, factors) in factors(&a, size).iter().enumerate() {
            if factors.singular().is_some() {
                let batch = if batch.is_empty() { String::new() } else { format!("(Batch element {index}): ") };
                let text =
                    format!("torch.linalg.solve: {batch}The solver failed because the input matrix is singular.");
                return Err(Error::linear_algebra(text));
            }
            let block = size * columns;
            values.extend(factors.solve(&right[index * block..(index + 1) * block], columns));
        }
        let shape = if self.vector { [&batch[..], &[size]].concat() } else { shape };
        convert(&Tensor::from_vec(values, &shape), b.dtype())
    }

    fn saves(&self) -> Saves {
        Saves::FIRST.and(Saves::OUTPUT)
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (a, x) = (context.input(0)?, context.output()?);
        let wide = |x: &Tensor| if self.vector { x.unsqueeze(-1) } else { Ok(x.clone()) };
        let right = apply(*self, &[a.m_t()?, grad.clone()])?;
        let left = wide(&right)?.matmul(&wide(&x)?.m_t()?)?.neg()?;
        Ok(vec![Some(sum_to(&left, context.shape(0))?), Some(sum_to(&right, context.shape(1))?)])
    }
}

impl Tensor {
    /// `torch.linalg.det(self)`
    ///
    /// # Errors
    /// PyTorch's, for other than square matrices of floats.
    pub fn det(&self) -> Result<Self> {
        apply(Determinant, std::slice::from_ref(self))
    }

    /// `torch.linalg.slogdet(self)`: the sign of the determinant, and the logarithm of its magnitude.
    ///
    /// # Errors
    /// As [`Tensor::det`].
    pub fn slogdet(&self) -> Result<[Self; 2]> {
        let size = square_floats("linalg.slogdet", self)?;
        let (sign, log) = (each(self, size, Factors::sign)?, each(self, size, Factors::log_determinant)?);
        several(LogDeterminant, self, [sign, log])
    }

    /// `torch.linalg.inv(self)`
    ///
    /// # Errors
    /// As [`Tensor::det`], and for a singular matrix.
    pub fn inverse(&self) -> Result<Self> {
        apply(Inverse, std::slice::from_ref(self))
    }

    /// `torch.linalg.solve(self, b)`: X with `self`·X = B.
    ///
    /// # Errors
    /// As [`Tensor::inverse`], and when `b` does not fit.
    pub fn solve(&self, b: &Self) -> Result<Self> {
        square("linalg.solve", self)?;
        if self.dtype() != b.dtype() {
            return Err(Error::runtime(format!(
                "linalg.solve: Expected A and B to have the same dtype, but found A of type {} and B of type {} instead",
                self.dtype().scalar_name(),
                b.dtype().scalar_name()
            )));
        }
        let (a, right) = (self.shape(), b.shape());
        let vector = right.len() == 1 || right[..] == a[..a.len() - 1];
        let rows = if vector { right.last() } else { right.iter().rev().nth(1) };
        if rows != a.last() {
            return Err(Error::runtime(format!(
                "linalg.solve: Incompatible shapes of A and B for the equation AX = B ({}x{} and {}x{})",
                a[a.len() - 2],
                a[a.len() - 1],
                rows.copied().unwrap_or(1),
                if vector { 1 } else { right.last().copied().unwrap_or(1) }
            )));
        }
        apply(Solution { vector }, &[self.clone(), b.clone()])
    }
}
