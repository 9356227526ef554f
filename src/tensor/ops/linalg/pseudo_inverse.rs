//! What is made of singular values: the pseudoinverse, the rank.

use std::borrow::Cow;

use crate::tensor::{DType, Error, Gradients, Operation, Result, Saves, Tensor, apply, autograd::Context, ops::unary};

fn number(value: f64) -> Tensor {
    Tensor::wrapped_number(value)
}

/// The largest singular value of each matrix; 0 where there is none.
fn largest(values: &Tensor) -> Result<Tensor> {
    if values.shape().last() == Some(&0) {
        return values.sum(Some(&[-1]), true, None);
    }
    values.amax(Some(&[-1]), true)
}

/// A⁺, which takes what A makes of a vector back as far as possible.
#[derive(Clone, Copy, Debug)]
struct PseudoInverse {
    absolute: f64,
    relative: f64,
}

impl Operation for PseudoInverse {
    fn name(&self) -> &'static str {
        "pinv"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("LinalgPinvBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [u, s, vh] = unary("pinv", inputs)?.svd(false)?;
        let least = largest(&s)?.mul(&number(self.relative))?.clamp_min(&number(self.absolute))?;
        let inverse = s.reciprocal()?.masked_fill(&s.le(&least)?, &number(0.0))?;
        vh.m_t()?.mul(&inverse.unsqueeze(-2)?)?.matmul(&u.m_t()?)
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS.and(Saves::OUTPUT)
    }

    /// −(A⁺·K)ᵀ + K·A⁺ᵀ − A·A⁺·K·A⁺ᵀ + A⁺ᵀ·A⁺·(Gᵀ − K·A) with K = Gᵀ·A⁺
    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (a, inverse, grad) = (context.input(0)?, context.output()?, grad.m_t()?);
        let turned = inverse.m_t()?;
        let k = grad.matmul(&inverse)?;
        let around = k.matmul(&turned)?;
        let first = inverse.matmul(&k)?.m_t()?.neg()?;
        let second = around.sub(&a.matmul(&inverse)?.matmul(&around)?)?;
        let third = turned.matmul(&inverse)?.matmul(&grad.sub(&k.matmul(&a)?)?)?;
        Ok(vec![Some(first.add(&second)?.add(&third)?)])
    }
}

impl Tensor {
    /// `torch.linalg.pinv(self)`; singular values count as 0 up to the tolerances.
    ///
    /// # Errors
    /// PyTorch's, for other than matrices of floats.
    pub fn pinv(&self, absolute: Option<f64>, relative: Option<f64>) -> Result<Self> {
        if self.ndim() < 2 || !self.dtype().is_floating_point() {
            return Err(Error::runtime(format!(
                "linalg.pinv({}{{{:?}}}): expected a tensor with 2 or more dimensions of float, double, cfloat or cdouble types",
                self.dtype().scalar_name(),
                self.shape()
            )));
        }
        let (absolute, relative) = self.tolerances(absolute, relative);
        apply(PseudoInverse { absolute, relative }, std::slice::from_ref(self))
    }

    /// Up to what a singular value counts as 0, of itself and as a share of the largest.
    fn tolerances(&self, absolute: Option<f64>, relative: Option<f64>) -> (f64, f64) {
        let epsilon = if self.dtype() == DType::Float32 { f64::from(f32::EPSILON) } else { f64::EPSILON };
        let larger = self.shape().iter().rev().take(2).max().copied().unwrap_or(0) as f64;
        let usual = if absolute.is_some_and(|absolute| absolute > 0.0) { 0.0 } else { epsilon * larger };
        (absolute.unwrap_or(0.0), relative.unwrap_or(usual))
    }

    /// `torch.linalg.matrix_rank(self)`: how many singular values are not 0.
    ///
    /// # Errors
    /// PyTorch's, for other than matrices of floats.
    pub fn matrix_rank(&self, absolute: Option<f64>, relative: Option<f64>) -> Result<Self> {
        if self.ndim() < 2 {
            return Err(Error::runtime(
                "torch.linalg.matrix_rank: The input tensor input must have at least 2 dimensions.",
            ));
        }
        if !self.dtype().is_floating_point() {
            return Err(Error::runtime("This function doesn't handle types other than float and double"));
        }
        let (absolute, relative) = self.tolerances(absolute, relative);
        let values = self.detach().svdvals()?;
        let least = largest(&values)?.mul(&number(relative))?.clamp_min(&number(absolute))?;
        values.gt(&least)?.sum(Some(&[-1]), false, None)
    }
}
