//! Optimizer steps: one pass over each parameter's elements, in PyTorch's order of operations.
//!
//! A rule changes one parameter from its gradient and the state kept for it; numbers are doubles,
//! rounded to the parameter's type where PyTorch rounds them.

mod adagrad;
mod adam;
mod elements;
mod rmsprop;
mod sgd;
#[cfg(test)]
mod tests;

pub use adagrad::Adagrad;
pub use adam::{Adam, AdamState};
pub use elements::zeros;
pub use rmsprop::{RmsProp, RmsPropState};
pub use sgd::Sgd;

use crate::tensor::Real;

/// a + factor·b with one rounding, as PyTorch's `add` with `alpha`.
#[inline(always)]
fn plus<T: Real>(a: T, b: T, factor: f64) -> T {
    b.mul_add(T::of(factor), a)
}

/// The gradient with its sign and the pull of weight decay towards zero.
#[inline(always)]
fn directed<T: Real>(grad: T, param: T, maximize: bool, weight_decay: f64) -> T {
    let grad = if maximize { -grad } else { grad };
    if weight_decay == 0.0 { grad } else { plus(grad, param, weight_decay) }
}

/// `average.mul_(keep).addcmul_(grad, grad, value=1 - keep)`
#[inline(always)]
fn mean_square<T: Real>(average: T, grad: T, keep: f64) -> T {
    (T::of(1.0 - keep) * grad).mul_add(grad, average * T::of(keep))
}

/// `average.lerp_(grad, weight)`
#[inline(always)]
fn lerp<T: Real>(average: T, grad: T, weight: f64) -> T {
    let weight = T::of(weight);
    let way = grad - average;
    if weight.abs() < T::of(0.5) { weight.mul_add(way, average) } else { (weight - T::ONE).mul_add(way, grad) }
}

/// `param.addcdiv_(a, b, value=factor)`
#[inline(always)]
fn plus_quotient<T: Real>(param: T, a: T, b: T, factor: f64) -> T {
    param + T::of(factor) * a / b
}
