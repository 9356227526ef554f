//! Loss functions: how far a prediction lies from its target.

mod binary;
mod count;
mod cross_entropy;
mod distance;
mod divergence;
mod margin;
mod nll;
mod pairwise;
mod positives;
mod similarity;
mod softness;
#[cfg(test)]
mod tests;

pub use binary::{binary_cross_entropy, binary_cross_entropy_with_logits};
pub use count::Poisson;
pub use cross_entropy::{CrossEntropy, cross_entropy};
pub use distance::{huber_loss, mse_loss, smooth_l1_loss};
pub use divergence::{kl_div, l1_loss};
pub use margin::{hinge_embedding_loss, margin_ranking_loss, multi_margin_loss, multilabel_margin_loss};
pub use nll::nll_loss;
pub use similarity::{Triplet, cosine_embedding_loss};
pub use softness::soft_margin_loss;

use crate::tensor::{Attribute, Result, Tensor};

/// What becomes of the losses of single elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduction {
    /// They are returned.
    None,
    /// Their mean.
    Mean,
    /// Their sum.
    Sum,
}

impl Reduction {
    /// The meaning of the number that PyTorch's native functions take.
    #[must_use]
    pub const fn from_code(code: i64) -> Self {
        match code {
            0 => Self::None,
            2 => Self::Sum,
            _ => Self::Mean,
        }
    }

    /// The word that Python takes: `'mean'`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Mean => "mean",
            Self::Sum => "sum",
        }
    }

    /// Reduces by recorded operations, as PyTorch does for losses that it composes.
    fn of(self, losses: &Tensor) -> Result<Tensor> {
        match self {
            Self::None => Ok(losses.clone()),
            Self::Mean => losses.mean(None, false, None),
            Self::Sum => losses.sum(None, false, None),
        }
    }

    fn attribute(self) -> (&'static str, Attribute) {
        ("reduction", Attribute::Text(self.name().to_owned()))
    }
}
