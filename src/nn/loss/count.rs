//! The negative logarithm of a Poisson likelihood, for targets that count.

use super::Reduction;
use crate::{
    nn::shift::shifted,
    tensor::{Attribute, Result, Tensor, composite},
};

/// Arguments of `F.poisson_nll_loss` beside the input and the target.
#[derive(Clone, Copy, Debug)]
pub struct Poisson {
    /// Whether the input is the logarithm of the rate.
    pub log_input: bool,
    /// Whether Stirling's approximation of ln t! is added.
    pub full: bool,
    /// Keeps the logarithm of a rate of 0 finite.
    pub eps: f64,
    /// What becomes of the losses.
    pub reduction: Reduction,
}

impl Poisson {
    /// `F.poisson_nll_loss`
    ///
    /// # Errors
    /// PyTorch's, for shapes that do not broadcast.
    pub fn loss(self, x: &Tensor, target: &Tensor) -> Result<Tensor> {
        let attributes = || {
            let flags = [("log_input", self.log_input), ("full", self.full)];
            let flags = flags.map(|(name, flag)| (name, Attribute::Bool(flag)));
            flags.into_iter().chain([self.reduction.attribute()]).collect()
        };
        composite("poisson_nll_loss", &attributes, &[x.clone(), target.clone()], || {
            let loss = if self.log_input {
                x.exp()?.sub(&target.mul(x)?)?
            } else {
                x.sub(&target.mul(&shifted(x, self.eps)?.log()?)?)?
            };
            self.reduction.of(&if self.full { loss.add(&stirling(target)?)? } else { loss })
        })
    }
}

/// t·ln t − t + ½·ln 2πt where t > 1, else 0
fn stirling(target: &Tensor) -> Result<Tensor> {
    let number = |value: f64| Tensor::wrapped_number(value);
    let last = target.mul(&number(2.0 * std::f64::consts::PI))?.log()?.mul(&number(0.5))?;
    let term = target.mul(&target.log()?)?.sub(target)?.add(&last)?;
    term.masked_fill(&target.le(&number(1.0))?, &number(0.0))
}
