//! The smallest loss that an output between two bounds can reach: what no training gets below.

use super::{Op, Residual};
use crate::{
    nn::activation::{Activation, Bound},
    trace::{Operation, Value},
};

/// The values that an output can take, from and to.
pub type Range = (f64, f64);

/// The values that an activation can give, with the arguments that it was called with.
#[must_use]
pub fn range(op: Op<'_>, activation: &Activation) -> Range {
    let given = |name: &str| number(op.operation, name);
    match (activation.function, given("min_val"), given("max_val"), given("alpha")) {
        ("hardtanh", Some(least), Some(most), _) => (least, most),
        ("elu" | "celu", _, _, Some(alpha)) => (-alpha, f64::INFINITY),
        ("threshold", ..) => (f64::NEG_INFINITY, f64::INFINITY),
        _ => usual_range(activation),
    }
}

/// The values that an activation can give under its defaults.
#[must_use]
pub fn usual_range(activation: &Activation) -> Range {
    let end = |bound: Bound, open: f64| match bound {
        Bound::Unbounded => open,
        Bound::Open(value) | Bound::Closed(value) => value,
    };
    (end(activation.range.0, f64::NEG_INFINITY), end(activation.range.1, f64::INFINITY))
}

fn number(operation: &Operation, name: &str) -> Option<f64> {
    match operation.attribute(name)? {
        Value::Float(value) => Some(*value),
        Value::Int(value) => Some(*value as f64),
        _ => None,
    }
}

/// The mean of a regression's loss where each target is met as closely as the range allows.
#[must_use]
pub fn regression(residual: &Residual<'_>, targets: &[f64], (least, most): Range) -> f64 {
    mean(targets.iter().map(|&target| penalty(residual, target.clamp(least, most) - target)))
}

/// The mean of a regression's loss where the answer is always the same.
#[must_use]
pub fn of_always(residual: &Residual<'_>, targets: &[f64], answer: f64) -> f64 {
    mean(targets.iter().map(|&target| penalty(residual, answer - target)))
}

/// What a loss makes of a difference.
fn penalty(residual: &Residual<'_>, difference: f64) -> f64 {
    let size = difference.abs();
    let edge = |name: &str| number(residual.op.operation, name).unwrap_or(1.0);
    match residual.loss {
        "l1_loss" => size,
        "huber_loss" if size > edge("delta") => edge("delta") * (size - edge("delta") / 2.0),
        "huber_loss" => size * size / 2.0,
        "smooth_l1_loss" if size >= edge("beta") => size - edge("beta") / 2.0,
        "smooth_l1_loss" => size * size / (2.0 * edge("beta")),
        _ => size * size,
    }
}

/// Cross-entropy where the right one of so many classes gets the most, and the others the least.
#[must_use]
pub fn cross_entropy(classes: usize, (least, most): Range) -> f64 {
    ((classes as f64 - 1.0) * (least - most).exp()).ln_1p()
}

/// Binary cross-entropy where each target is met as closely as logits in the range allow.
#[must_use]
pub fn binary(targets: &[f64], (least, most): Range) -> f64 {
    mean(targets.iter().map(|&target| {
        // Beyond ±100 the loss is 0 in 64 bits.
        let best = (target / (1.0 - target)).ln().clamp(least.max(-100.0), most.min(100.0));
        // −t·ln σ(z) − (1 − t)·ln(1 − σ(z))
        best.max(0.0) - best * target + (-best.abs()).exp().ln_1p()
    }))
}

/// What a loss gives whose mean over so many elements is this: their sum, if it is to sum.
#[must_use]
pub fn reduced(loss: Op<'_>, mean: f64, count: usize) -> f64 {
    let sums = loss.operation.attribute("reduction").is_some_and(|how| *how == Value::Text("sum".to_owned()));
    if sums { mean * count as f64 } else { mean }
}

/// Their mean.
#[must_use]
pub fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len().max(1) as f64;
    values.sum::<f64>() / count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(one: f64, other: f64) -> bool {
        (one - other).abs() < 5e-5
    }

    #[test]
    fn floors_are_pytorchs() {
        assert!(close(cross_entropy(3, (0.0, 1.0)), 0.5514), "F.cross_entropy(torch.eye(3), torch.arange(3))");
        assert!(close(cross_entropy(10, (0.0, 1.0)), 1.4612));
        assert!(close(binary(&[1.0, 0.0], (0.0, 1.0)), 0.5032), "F.binary_cross_entropy_with_logits(y, y)");
        assert!(close(binary(&[0.0, 0.6], (0.0, f64::INFINITY)), f64::midpoint(std::f64::consts::LN_2, 0.6730)));
        assert!(close(binary(&[1.0, 0.0], (f64::NEG_INFINITY, f64::INFINITY)), 0.0));
    }
}
