//! Adam and `AdamW`.

use super::{
    directed,
    elements::{count, each, with_parameter},
    lerp, mean_square, plus_quotient,
};
use crate::tensor::{Real, Result, Tensor};

/// `torch.optim.Adam`; `AdamW` where `decoupled`
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "PyTorch's own names")]
pub struct Adam {
    pub lr: f64,
    pub beta1: f64,
    pub beta2: f64,
    pub eps: f64,
    pub weight_decay: f64,
    pub maximize: bool,
    /// Weight decay shrinks the parameter itself instead of joining the gradient.
    pub decoupled: bool,
}

/// What Adam keeps for a parameter, under PyTorch's names.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "PyTorch's own names")]
pub struct AdamState<'a> {
    pub step: &'a Tensor,
    pub exp_avg: &'a Tensor,
    pub exp_avg_sq: &'a Tensor,
    /// Only with `amsgrad`.
    pub max_exp_avg_sq: Option<&'a Tensor>,
}

/// The numbers of one step.
struct Scales {
    step_size: f64,
    root: f64,
}

impl Adam {
    /// Changes `param` and the state kept for it.
    ///
    /// # Errors
    /// For other than float32 and float64.
    pub fn step(&self, param: &Tensor, grad: &Tensor, state: &AdamState<'_>) -> Result<()> {
        let steps = count(state.step)?;
        let step_size = self.lr / (1.0 - self.beta1.powf(steps));
        let scales = Scales { step_size, root: (1.0 - self.beta2.powf(steps)).sqrt() };
        with_parameter!(param, T => match state.max_exp_avg_sq {
            None => each::<T, 3>([param, state.exp_avg, state.exp_avg_sq], grad, |[p, m, v], g| {
                let (p, m, v) = self.averages(p, m, v, g);
                [self.moved(p, m, v, &scales), m, v]
            }),
            Some(max) => each::<T, 4>([param, state.exp_avg, state.exp_avg_sq, max], grad, |[p, m, v, max], g| {
                let (p, m, v) = self.averages(p, m, v, g);
                let max = larger(max, v);
                [self.moved(p, m, max, &scales), m, v, max]
            }),
        })
    }

    fn averages<T: Real>(&self, param: T, mean: T, square: T, grad: T) -> (T, T, T) {
        let (param, grad) = if self.decoupled && self.weight_decay != 0.0 {
            (param * T::of(1.0 - self.lr * self.weight_decay), directed(grad, param, self.maximize, 0.0))
        } else {
            (param, directed(grad, param, self.maximize, self.weight_decay))
        };
        (param, lerp(mean, grad, 1.0 - self.beta1), mean_square(square, grad, self.beta2))
    }

    fn moved<T: Real>(&self, param: T, mean: T, square: T, scales: &Scales) -> T {
        let denominator = square.sqrt() / T::of(scales.root) + T::of(self.eps);
        plus_quotient(param, mean, denominator, -scales.step_size)
    }
}

fn larger<T: Real>(a: T, b: T) -> T {
    a.maximum(b)
}
