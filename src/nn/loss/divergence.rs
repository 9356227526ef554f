//! Losses that PyTorch computes from other operations: absolute distance, and divergence of distributions.

use super::Reduction;
use crate::tensor::{Attribute, Error, Result, Tensor, composite};

/// `F.l1_loss`: |x − t|
///
/// # Errors
/// PyTorch's, for shapes that do not broadcast, and for the mean of integers.
pub fn l1_loss(x: &Tensor, target: &Tensor, reduction: Reduction) -> Result<Tensor> {
    let attributes = || vec![reduction.attribute()];
    composite("l1_loss", &attributes, &[x.clone(), target.clone()], || reduced(reduction, &x.sub(target)?.abs()?))
}

/// `F.kl_div`: t·(ln t − x), for x (and, with `log_target`, t) given as logarithms.
///
/// # Errors
/// PyTorch's, for integers, and for shapes that do not broadcast.
pub fn kl_div(x: &Tensor, target: &Tensor, reduction: Reduction, log_target: bool) -> Result<Tensor> {
    if !(x.dtype().is_floating_point() && target.dtype().is_floating_point()) {
        return Err(Error::runtime("kl_div: Integral inputs not supported."));
    }
    let attributes = || vec![reduction.attribute(), ("log_target", Attribute::Bool(log_target))];
    composite("kl_div", &attributes, &[x.clone(), target.clone()], || {
        let losses = if log_target {
            target.exp()?.mul(&target.sub(x)?)?
        } else {
            target.xlogy(target)?.sub(&target.mul(x)?)?
        };
        reduced(reduction, &losses)
    })
}

/// Reduces by recorded operations.
fn reduced(reduction: Reduction, losses: &Tensor) -> Result<Tensor> {
    match reduction {
        Reduction::None => Ok(losses.clone()),
        Reduction::Mean => losses.mean(None, false, None),
        Reduction::Sum => losses.sum(None, false, None),
    }
}
