//! Predictions held against targets: losses for regression, also those that are written by hand.

use super::{Flow, Op};
use crate::trace::{Input, Snapshot};

/// A prediction held against a target, by a loss for regression or by hand: `((y - t) ** 2).mean()`.
#[derive(Clone, Copy, Debug)]
pub struct Residual<'a> {
    /// The loss or, written by hand, the difference.
    pub op: Op<'a>,
    /// Both sides, before they were given the same shape.
    pub sides: [&'a Input; 2],
    /// The function of the difference whose mean is the loss: `mse_loss`, `l1_loss`, …
    pub loss: &'a str,
}

const REGRESSION: [&str; 4] = ["mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss"];

impl<'a> Flow<'a> {
    /// Predictions held against targets.
    #[must_use]
    pub fn residuals(&self) -> Vec<Residual<'a>> {
        let residual = |op: Op<'a>| {
            let loss = if op.is(&REGRESSION) { op.name() } else { self.loss_by_hand(op)? };
            Some(Residual { op, sides: [self.unexpanded(op, 0)?, self.unexpanded(op, 1)?], loss })
        };
        self.ops().filter(|op| op.is(&REGRESSION) || op.name() == "sub").filter_map(residual).collect()
    }

    /// An input before the loss itself broadcast it.
    fn unexpanded(self, op: Op<'a>, index: usize) -> Option<&'a Input> {
        let input = op.input(index)?;
        let expanded =
            self.producer(input).filter(|before| before.name() == "expand" && before.step.place == op.step.place);
        Some(expanded.and_then(|expand| expand.input(0)).unwrap_or(input))
    }

    /// Which loss a difference is the beginning of.
    fn loss_by_hand(self, difference: Op<'a>) -> Option<&'static str> {
        let is_reduced = |op: Op<'a>| self.consumers(op).any(|next| next.is(&["mean", "sum"]));
        self.consumers(difference).filter(|&op| is_reduced(op)).find_map(|op| match op.name() {
            "pow" if op.operation.input(1).and_then(Snapshot::scalar) == Some(2.0) => Some("mse_loss"),
            "square" => Some("mse_loss"),
            "mul"
                if op
                    .operation
                    .inputs
                    .iter()
                    .all(|input| self.producer(input).is_some_and(|before| before.number() == difference.number())) =>
            {
                Some("mse_loss")
            }
            "abs" => Some("l1_loss"),
            _ => None,
        })
    }
}
