//! How alike two vectors are, and losses that ask them to be.

use super::Reduction;
use crate::{
    nn::shift::shifted,
    tensor::{Attribute, Error, Result, Tensor, composite, ops::pairwise_distance},
};

/// `F.cosine_embedding_loss`: 1 − cos where the target is 1, max(0, cos − margin) where it is −1.
///
/// # Errors
/// PyTorch's, for shapes that do not fit.
pub fn cosine_embedding_loss(
    x1: &Tensor,
    x2: &Tensor,
    target: &Tensor,
    margin: f64,
    reduction: Reduction,
) -> Result<Tensor> {
    check(x1, x2, target)?;
    let attributes = || vec![("margin", Attribute::Float(margin)), reduction.attribute()];
    composite("cosine_embedding_loss", &attributes, &[x1.clone(), x2.clone(), target.clone()], || {
        let dims = [target.ndim() as i64];
        let along = |a: &Tensor, b: &Tensor| a.mul(b)?.sum(Some(&dims), false, None);
        let size = |x: &Tensor| shifted(&along(x, x)?, 1e-12);
        let cosine = along(x1, x2)?.div(&size(x1)?.mul(&size(x2)?)?.sqrt()?)?;
        let zeros = Tensor::full_as(0.0, &cosine.shape(), cosine.dtype())?;
        let near = number(1.0).sub(&cosine)?;
        let far = cosine.sub(&number(margin))?.clamp_min(&number(0.0))?;
        let near = Tensor::where_(&target.eq(&number(1.0))?, &near, &zeros)?;
        let far = Tensor::where_(&target.eq(&number(-1.0))?, &far, &zeros)?;
        reduction.of(&near.add(&far)?)
    })
}

fn check(x1: &Tensor, x2: &Tensor, target: &Tensor) -> Result<()> {
    let dims = target.ndim();
    if dims > 1 {
        return Err(Error::runtime("0D or 1D target tensor expected, multi-target not supported"));
    }
    if x1.ndim() == dims + 1 && x2.ndim() == dims + 1 {
        return Ok(());
    }
    Err(Error::runtime(format!(
        "{dims}D target tensor expects {}D input tensors, but found inputs with sizes {:?} and {:?}.",
        dims + 1,
        x1.shape(),
        x2.shape()
    )))
}

/// Arguments of `F.triplet_margin_loss` beside its three tensors.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "PyTorch's own names")]
pub struct Triplet {
    pub margin: f64,
    pub p: f64,
    pub eps: f64,
    pub swap: bool,
    pub reduction: Reduction,
}

impl Triplet {
    /// max(0, margin + distance to the positive − distance to the negative)
    ///
    /// # Errors
    /// PyTorch's, for shapes that do not fit.
    pub fn loss(self, anchor: &Tensor, positive: &Tensor, negative: &Tensor) -> Result<Tensor> {
        let dims = [anchor.ndim(), positive.ndim(), negative.ndim()];
        if dims != [dims[0]; 3] {
            return Err(Error::runtime(format!(
                "The anchor, positive, and negative tensors are expected to have the same number of dimensions, but \
                 got: anchor {}D, positive {}D, and negative {}D inputs",
                dims[0], dims[1], dims[2]
            )));
        }
        let attributes = || vec![("margin", Attribute::Float(self.margin)), self.reduction.attribute()];
        let inputs = [anchor.clone(), positive.clone(), negative.clone()];
        composite("triplet_margin_loss", &attributes, &inputs, || {
            let distance = |a: &Tensor, b: &Tensor| pairwise_distance(a, b, self.p, self.eps, false);
            let near = distance(anchor, positive)?;
            let mut far = distance(anchor, negative)?;
            if self.swap {
                far = far.minimum(&distance(positive, negative)?)?;
            }
            self.reduction.of(&shifted(&near, self.margin)?.sub(&far)?.clamp_min(&number(0.0))?)
        })
    }
}

fn number(value: f64) -> Tensor {
    Tensor::wrapped_number(value)
}
