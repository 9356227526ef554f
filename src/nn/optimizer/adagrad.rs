//! Adagrad.

use super::{
    directed,
    elements::{count, each, with_parameter},
    plus_quotient,
};
use crate::tensor::{Real, Result, Tensor};

/// `torch.optim.Adagrad`
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "PyTorch's own names")]
pub struct Adagrad {
    pub lr: f64,
    pub lr_decay: f64,
    pub weight_decay: f64,
    pub eps: f64,
    pub maximize: bool,
}

impl Adagrad {
    /// Changes `param`, the `step` counter and the `sum` of squares kept for it.
    ///
    /// # Errors
    /// For other than float32 and float64.
    pub fn step(&self, param: &Tensor, grad: &Tensor, step: &Tensor, sum: &Tensor) -> Result<()> {
        let steps = count(step)?;
        let lr = self.lr / (1.0 + (steps - 1.0) * self.lr_decay);
        with_parameter!(param, T => each::<T, 2>([param, sum], grad, |[p, s], g| {
            let g = directed(g, p, self.maximize, self.weight_decay);
            let s = g.mul_add(g, s);
            [plus_quotient(p, g, s.sqrt() + T::of(self.eps), -lr), s]
        }))
    }
}
