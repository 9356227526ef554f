//! Cross-entropy of a yes or no, from a probability or from a logit.

use super::{
    Reduction,
    pairwise::{Pairwise, castable, floats, pairwise, same_type},
    positives::weighted_logits,
};
use crate::tensor::{DType, Error, Real, Result, Tensor};

/// `F.binary_cross_entropy`: −(t·ln x + (1 − t)·ln(1 − x)), logarithms not below −100
///
/// # Errors
/// PyTorch's, for what lies outside [0, 1], for types that differ, and for shapes that do not broadcast.
pub fn binary_cross_entropy(
    x: &Tensor,
    target: &Tensor,
    weight: Option<&Tensor>,
    reduction: Reduction,
) -> Result<Tensor> {
    same_type(x.dtype(), target.dtype())?;
    floats(x.dtype(), "binary_cross_entropy")?;
    for (tensor, name) in [(x, "input"), (target, "target")] {
        if !tensor.to_vec::<f64>().iter().all(|v| (0.0..=1.0).contains(v)) {
            return Err(Error::runtime(format!("all elements of {name} should be between 0 and 1")));
        }
    }
    pairwise(Probability, x, target, weight, reduction)
}

/// `F.binary_cross_entropy_with_logits`: the same of σ(x), without rounding σ(x) to 0 or 1.
///
/// # Errors
/// PyTorch's, for integers, and for shapes that do not broadcast.
pub fn binary_cross_entropy_with_logits(
    x: &Tensor,
    target: &Tensor,
    weight: Option<&Tensor>,
    pos_weight: Option<&Tensor>,
    reduction: Reduction,
) -> Result<Tensor> {
    floats(x.dtype(), "log_sigmoid_cpu")?;
    if target.dtype() == DType::Bool {
        // 1 − t comes first.
        target.sub(target)?;
    }
    castable(x.dtype(), target.dtype())?;
    match pos_weight {
        None => pairwise(Logit, x, target, weight, reduction),
        Some(pos_weight) => weighted_logits(x, target, weight, pos_weight, reduction),
    }
}

/// A logarithm, not below −100.
fn log_or_floor<T: Real>(log: T) -> T {
    log.maximum(T::of(-100.0))
}

#[derive(Clone, Copy, Debug)]
struct Probability;

impl Pairwise for Probability {
    const NAME: &'static str = "binary_cross_entropy";
    const NODE: &'static str = "BinaryCrossEntropyBackward0";
    const KERNEL: &'static str = "binary_cross_entropy";
    const DIVIDES_LAST: bool = true;

    fn value<T: Real>(&self, x: T, t: T) -> T {
        (t - T::ONE) * log_or_floor((-x).ln_1p()) - t * log_or_floor(x.ln())
    }

    fn gradient<T: Real>(&self, grad: T, x: T, t: T, _norm: T) -> T {
        grad * (x - t) / ((T::ONE - x) * x).maximum(T::of(1e-12))
    }

    fn target_gradient(&self, _by_x: &Tensor, grad: &Tensor, x: &Tensor, _t: &Tensor) -> Result<Tensor> {
        x.neg()?.log1p()?.sub(&x.log()?)?.mul(grad)
    }

    fn curvature<T: Real>(&self, x: T, t: T) -> T {
        let (not_x, not_t) = (T::ONE - x, T::ONE - t);
        t / (x * x) + not_t / (not_x * not_x)
    }

    fn cross<T: Real>(&self, x: T, _t: T) -> T {
        -T::ONE / ((T::ONE - x) * x)
    }
}

#[derive(Clone, Copy, Debug)]
struct Logit;

/// σ(x)
fn logistic<T: Real>(x: T) -> T {
    T::ONE / (T::ONE + (-x).exp())
}

impl Pairwise for Logit {
    const NAME: &'static str = "binary_cross_entropy_with_logits";
    const NODE: &'static str = "BinaryCrossEntropyWithLogitsBackward0";
    const KERNEL: &'static str = "log_sigmoid_cpu";
    const DIVIDES_LAST: bool = true;

    /// It begins with 1 − t and goes on in place.
    fn result(_x: &Tensor, t: &Tensor) -> DType {
        t.dtype()
    }

    fn value<T: Real>(&self, x: T, t: T) -> T {
        let log_sigmoid = x.minimum(T::ZERO) - (-x.abs()).exp().ln_1p();
        (T::ONE - t) * x - log_sigmoid
    }

    fn gradient<T: Real>(&self, grad: T, x: T, t: T, _norm: T) -> T {
        (logistic(x) - t) * grad
    }

    fn target_gradient(&self, _by_x: &Tensor, grad: &Tensor, x: &Tensor, _t: &Tensor) -> Result<Tensor> {
        x.neg()?.mul(grad)
    }

    fn curvature<T: Real>(&self, x: T, _t: T) -> T {
        let s = logistic(x);
        s * (T::ONE - s)
    }

    fn cross<T: Real>(&self, _x: T, _t: T) -> T {
        -T::ONE
    }
}
