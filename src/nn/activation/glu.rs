//! `GLU`: one half of the input, let through by the other.

use std::borrow::Cow;

use super::{Sigmoid, softmax::dim_attribute};
use crate::tensor::{
    Attributes, Error, Gradients, Operation, Result, Saves, Tensor, apply,
    autograd::Context,
    ops::{cat, pointwise},
    wrap_dim,
};

/// `F.glu(x, dim)`: a·σ(b), with a and b the halves of x along `dim`.
///
/// # Errors
/// PyTorch's, for an odd size, and for integers.
pub fn glu(x: &Tensor, dim: i64) -> Result<Tensor> {
    if x.ndim() == 0 {
        return Err(Error::runtime("glu does not support scalars because halving size must be even"));
    }
    let place = wrap_dim(dim, x.ndim())?;
    let size = x.shape()[place];
    if size % 2 == 1 {
        return Err(Error::runtime(format!("Halving dimension must be even, but dimension {place} is size {size}")));
    }
    if !x.dtype().is_floating_point() {
        let found = x.dtype().scalar_name();
        return Err(Error::not_implemented(format!("\"glu_cpu\" not implemented for '{found}'")));
    }
    apply(Glu { dim }, std::slice::from_ref(x))
}

#[derive(Clone, Copy, Debug)]
struct Glu {
    dim: i64,
}

impl Glu {
    fn halves(self, x: &Tensor) -> Result<(Tensor, Tensor)> {
        let half = (x.shape()[wrap_dim(self.dim, x.ndim())?] / 2) as i64;
        Ok((x.narrow(self.dim, 0, half)?, x.narrow(self.dim, half, half)?))
    }
}

impl Operation for Glu {
    fn name(&self) -> &'static str {
        "glu"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("GluBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("glu needs one tensor")) };
        let (a, b) = self.halves(x)?;
        a.mul(&pointwise(Sigmoid, &b)?)
    }

    fn saves(&self) -> Saves {
        Saves::FIRST
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (a, b) = self.halves(&context.input(0)?)?;
        let gate = pointwise(Sigmoid, &b)?;
        let by_a = gate.mul(grad)?;
        let slope = Tensor::wrapped_number(1.0).sub(&gate)?.mul(&gate)?;
        Ok(vec![Some(cat(&[by_a, slope.mul(grad)?.mul(&a)?], self.dim)?)])
    }

    fn attributes(&self) -> Attributes {
        dim_attribute(self.dim)
    }
}
