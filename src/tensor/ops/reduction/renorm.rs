//! Slices scaled down to a largest norm: `renorm`.

use std::borrow::Cow;

use crate::tensor::{
    Attribute, Attributes, Error, Gradients, Operation, Result, Saves, Tensor, apply, autograd::Context, wrap_dim,
};

/// Keeps the p-norm of each slice along a dimension to `limit`.
#[derive(Clone, Copy, Debug)]
struct Renorm {
    p: f64,
    dim: usize,
    limit: f64,
}

fn number(value: f64) -> Tensor {
    Tensor::wrapped_number(value)
}

impl Renorm {
    fn others(self, x: &Tensor) -> Vec<i64> {
        (0..x.ndim()).filter(|&dim| dim != self.dim).map(|dim| dim as i64).collect()
    }

    /// The norm of each slice.
    fn norm(self, x: &Tensor) -> Result<Tensor> {
        x.vector_norm(self.p, Some(&self.others(x)), true, None)
    }

    /// What each slice is multiplied by; a small number keeps the division off zero.
    fn factor(self, norm: &Tensor) -> Result<Tensor> {
        let scaled = number(self.limit).div(&norm.add(&number(1e-7))?)?;
        Tensor::where_(&norm.gt(&number(self.limit))?, &scaled, &number(1.0))
    }
}

impl Operation for Renorm {
    fn name(&self) -> &'static str {
        "renorm"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("RenormBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("renorm needs one tensor")) };
        x.mul(&self.factor(&self.norm(x)?)?)
    }

    fn saves(&self) -> Saves {
        Saves::FIRST
    }

    /// s·g, and where the slice is scaled also what s = limit / n(x) contributes through the norm.
    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let x = context.input(0)?;
        let norm = self.norm(&x)?;
        let along = grad.mul(&x)?.sum(Some(&self.others(&x)), true, None)?;
        let shifted = norm.add(&number(1e-7))?;
        let slope = along.mul(&number(-self.limit))?.div(&shifted.mul(&shifted)?)?;
        let slope = Tensor::where_(&norm.gt(&number(self.limit))?, &slope, &number(0.0))?;
        let powers = x.abs()?.pow(&number(self.p - 1.0))?.mul(&x.sgn()?)?;
        let by_norm = slope.mul(&powers)?.div(&norm.pow(&number(self.p - 1.0))?)?;
        let by_norm = by_norm.masked_fill(&norm.eq(&number(0.0))?, &number(0.0))?;
        Ok(vec![Some(grad.mul(&self.factor(&norm)?)?.add(&by_norm)?)])
    }

    fn attributes(&self) -> Attributes {
        vec![
            ("p", Attribute::Float(self.p)),
            ("dim", Attribute::Int(self.dim as i64)),
            ("maxnorm", Attribute::Float(self.limit)),
        ]
    }
}

impl Tensor {
    /// `torch.renorm(self, p, dim, maxnorm)`
    ///
    /// # Errors
    /// PyTorch's, for less than two dimensions, and norms that are none.
    pub fn renorm(&self, p: f64, dim: i64, limit: f64) -> Result<Self> {
        if p <= 0.0 {
            return Err(Error::runtime("renorm: non-positive-norm not supported"));
        }
        if limit < 0.0 {
            return Err(Error::runtime(format!("renorm: expected maxnorm to be >= 0 but got {limit}")));
        }
        if self.ndim() < 2 {
            let dims = self.ndim();
            return Err(Error::runtime(format!("renorm: input needs at least 2 dimensions, got {dims} dimensions")));
        }
        let dim = wrap_dim(dim, self.ndim())?;
        apply(Renorm { p, dim, limit }, std::slice::from_ref(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor::testing::check_second_gradients;

    #[test]
    fn gradients_are_the_slopes() {
        let x = Tensor::from_vec(vec![1.0, -2.0, 3.0, 0.2, 0.1, -0.4], &[2, 3]);
        for p in [1.0, 2.0, 3.0] {
            check_second_gradients(|x| x[0].renorm(p, 0, 2.5), std::slice::from_ref(&x));
        }
    }
}
