//! Stochastic gradient descent, with momentum.

use super::{
    directed,
    elements::{each, with_parameter},
    plus,
};
use crate::tensor::{Real, Result, Tensor};

/// `torch.optim.SGD`
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "PyTorch's own names")]
pub struct Sgd {
    pub lr: f64,
    pub momentum: f64,
    pub dampening: f64,
    pub weight_decay: f64,
    pub nesterov: bool,
    pub maximize: bool,
}

impl Sgd {
    /// Changes `param`; `buffer` is the momentum kept for it, which the first step with momentum makes.
    ///
    /// # Errors
    /// For other than float32 and float64.
    pub fn step(&self, param: &Tensor, grad: &Tensor, buffer: &mut Option<Tensor>) -> Result<()> {
        with_parameter!(param, T => {
            let directed = |grad: T, param: T| directed(grad, param, self.maximize, self.weight_decay);
            if self.momentum == 0.0 {
                return each::<T, 1>([param], grad, |[p], g| [plus(p, directed(g, p), -self.lr)]);
            }
            let first = buffer.is_none();
            let held = match buffer {
                Some(held) => held,
                None => buffer.insert(grad.contiguous_copy()?),
            };
            each::<T, 2>([param, held], grad, |[p, b], g| {
                let g = directed(g, p);
                let b = if first { g } else { plus(b * T::of(self.momentum), g, 1.0 - self.dampening) };
                let way = if self.nesterov { plus(g, b, self.momentum) } else { b };
                [plus(p, way, -self.lr), b]
            })
        })
    }
}
