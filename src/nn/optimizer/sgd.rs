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
        // copies, not references: the loop keeps them in registers
        let Self { lr, momentum, dampening, weight_decay, nesterov, maximize } = *self;
        with_parameter!(param, T => {
            let directed = move |grad: T, param: T| directed(grad, param, maximize, weight_decay);
            if momentum == 0.0 {
                return each::<T, 1>([param], grad, move |[p], g| [plus(p, directed(g, p), -lr)]);
            }
            let first = buffer.is_none();
            let held = match buffer {
                Some(held) => held,
                None => buffer.insert(grad.contiguous_copy()?),
            };
            each::<T, 2>([param, held], grad, move |[p, b], g| {
                let g = directed(g, p);
                let b = if first { g } else { plus(b * T::of(momentum), g, 1.0 - dampening) };
                let way = if nesterov { plus(g, b, momentum) } else { b };
                [plus(p, way, -lr), b]
            })
        })
    }
}
