//! Fresh random tensors: `rand`, `randn`, `randint`, `randperm`.

use super::{
    fill::{fresh_integers, fresh_normal, fresh_uniform},
    generator::{Generator, chosen},
};
use crate::tensor::{DType, Error, Result, Tensor, allocate, kernel::convert};

/// `torch.rand`: uniform over [0, 1).
///
/// # Errors
/// PyTorch's, for other than floats.
pub fn rand(shape: &[usize], dtype: DType, generator: Option<&Generator>) -> Result<Tensor> {
    fresh_uniform(shape, dtype, generator)
}

/// `torch.randn`: standard normal.
///
/// # Errors
/// PyTorch's, for other than floats.
pub fn randn(shape: &[usize], dtype: DType, generator: Option<&Generator>) -> Result<Tensor> {
    fresh_normal("randn", [0.0, 1.0], shape, dtype, generator)
}

/// `torch.normal(mean, std, size)`.
///
/// # Errors
/// PyTorch's, for other than floats or a negative deviation.
pub fn normal(mean: f64, std: f64, shape: &[usize], dtype: DType, generator: Option<&Generator>) -> Result<Tensor> {
    fresh_normal("normal", [mean, std], shape, dtype, generator)
}

/// `torch.randint`: integers from `low` on, below `high`.
///
/// # Errors
/// PyTorch's, for a range that is none or does not fit the type.
pub fn randint(low: i64, high: i64, shape: &[usize], dtype: DType, generator: Option<&Generator>) -> Result<Tensor> {
    fresh_integers([low, high], shape, dtype, generator)
}

/// `torch.randperm`: the integers below `n` in random order.
///
/// # Errors
/// PyTorch's, when `n` is negative.
pub fn randperm(n: i64, dtype: DType, generator: Option<&Generator>) -> Result<Tensor> {
    let count = usize::try_from(n)
        .map_err(|_| Error::runtime(format!("Trying to create tensor with negative dimension {n}: [{n}]")))?;
    let mut order = allocate::<i64>(count)?;
    order.extend(0..n);
    chosen(generator).with(|source| {
        for place in 0..count.saturating_sub(1) {
            let step = source.engine.draw() as usize % (count - place);
            order.swap(place, place + step);
        }
    });
    convert(&Tensor::from_vec(order, &[count]), dtype)
}
