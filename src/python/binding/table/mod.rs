//! Every function by family. A family is one file: PyTorch's signature as text, and what it runs.

mod activation;
mod arithmetic;
mod conversion;
mod creation;
mod display;
mod indexing;
mod join;
mod layer;
mod linalg;
mod loss;
mod math;
mod optimizer;
mod random;
mod reduction;
mod session;
mod shape;
mod statistics;

use super::function::Function;

/// All functions, overloads in the order in which they are tried.
pub fn all() -> impl Iterator<Item = &'static Function> {
    [
        activation::FUNCTIONS,
        arithmetic::FUNCTIONS,
        conversion::FUNCTIONS,
        creation::FUNCTIONS,
        display::FUNCTIONS,
        indexing::FUNCTIONS,
        join::FUNCTIONS,
        layer::FUNCTIONS,
        linalg::FUNCTIONS,
        loss::FUNCTIONS,
        math::UNARY,
        math::PAIRS,
        math::TENSORS,
        math::PROPERTIES,
        math::OTHERS,
        optimizer::FUNCTIONS,
        random::FUNCTIONS,
        reduction::FUNCTIONS,
        session::FUNCTIONS,
        shape::FUNCTIONS,
        statistics::FUNCTIONS,
    ]
    .into_iter()
    .flatten()
}
