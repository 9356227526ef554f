//! `RMSprop`.

use super::{
    directed,
    elements::{count, each, with_parameter},
    lerp, mean_square, plus, plus_quotient,
};
use crate::tensor::{Real, Result, Tensor};

/// `torch.optim.RMSprop`
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "PyTorch's own names")]
pub struct RmsProp {
    pub lr: f64,
    pub alpha: f64,
    pub eps: f64,
    pub weight_decay: f64,
    pub momentum: f64,
    pub maximize: bool,
}

/// What `RMSprop` keeps for a parameter, under PyTorch's names.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "PyTorch's own names")]
pub struct RmsPropState<'a> {
    pub step: &'a Tensor,
    pub square_avg: &'a Tensor,
    /// Only with momentum.
    pub momentum_buffer: Option<&'a Tensor>,
    /// Only where `centered`.
    pub grad_avg: Option<&'a Tensor>,
}

impl RmsProp {
    /// Changes `param` and the state kept for it.
    ///
    /// # Errors
    /// For other than float32 and float64.
    pub fn step(&self, param: &Tensor, grad: &Tensor, state: &RmsPropState<'_>) -> Result<()> {
        count(state.step)?;
        let square = state.square_avg;
        with_parameter!(param, T => match (state.momentum_buffer, state.grad_avg) {
            (None, None) => each::<T, 2>([param, square], grad, |[p, s], g| {
                let (g, s) = self.square(p, s, g);
                [self.plain(p, g, self.root(s, T::ZERO)), s]
            }),
            (None, Some(mean)) => each::<T, 3>([param, square, mean], grad, |[p, s, m], g| {
                let (g, s) = self.square(p, s, g);
                let m = lerp(m, g, 1.0 - self.alpha);
                [self.plain(p, g, self.root(s, m)), s, m]
            }),
            (Some(buffer), None) => each::<T, 3>([param, square, buffer], grad, |[p, s, b], g| {
                let (g, s) = self.square(p, s, g);
                let b = self.pushed(b, g, self.root(s, T::ZERO));
                [plus(p, b, -self.lr), s, b]
            }),
            (Some(buffer), Some(mean)) => each::<T, 4>([param, square, buffer, mean], grad, |[p, s, b, m], g| {
                let (g, s) = self.square(p, s, g);
                let m = lerp(m, g, 1.0 - self.alpha);
                let b = self.pushed(b, g, self.root(s, m));
                [plus(p, b, -self.lr), s, b, m]
            }),
        })
    }

    fn square<T: Real>(&self, param: T, square: T, grad: T) -> (T, T) {
        let grad = directed(grad, param, self.maximize, self.weight_decay);
        (grad, mean_square(square, grad, self.alpha))
    }

    /// The root of the mean square, or of the variance where the mean is kept.
    fn root<T: Real>(&self, square: T, mean: T) -> T {
        (-mean).mul_add(mean, square).sqrt() + T::of(self.eps)
    }

    fn plain<T: Real>(&self, param: T, grad: T, root: T) -> T {
        plus_quotient(param, grad, root, -self.lr)
    }

    fn pushed<T: Real>(&self, buffer: T, grad: T, root: T) -> T {
        buffer * T::of(self.momentum) + grad / root
    }
}
