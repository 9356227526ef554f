//! Tensors from nothing: sequences, identities, triangles of indices.

use crate::tensor::{DType, Error, Result, Tensor, default_dtype, element_count, kernel::convert};

/// A number as Python writes it, for sequences of integers and of floats.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// An integer
    Int(i64),
    /// A float
    Float(f64),
}

impl Number {
    /// As a double.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Int(value) => value as f64,
            Self::Float(value) => value,
        }
    }

    fn to_i64(self) -> i64 {
        match self {
            Self::Int(value) => value,
            Self::Float(value) => value as i64,
        }
    }
}

/// Sizes that must not be negative.
///
/// # Errors
/// PyTorch's, naming the function.
pub fn checked_shape(function: &str, sizes: &[i64]) -> Result<Vec<usize>> {
    let negative = |size: i64| match function {
        "zeros" => Error::runtime("zeros: Dimension size must be non-negative."),
        _ => Error::runtime(format!("Trying to create tensor with negative dimension {size}: {sizes:?}")),
    };
    let size = |&size: &i64| usize::try_from(size).map_err(|_| negative(size));
    let shape: Vec<usize> = sizes.iter().map(size).collect::<Result<_>>()?;
    element_count(&shape).map(|_| shape)
}

/// `torch.arange(start, end, step, dtype)`
///
/// # Errors
/// PyTorch's, for steps that lead nowhere.
pub fn arange(start: Number, end: Number, step: Number, dtype: Option<DType>) -> Result<Tensor> {
    let integers = [start, end, step].iter().all(|number| matches!(number, Number::Int(_)));
    let dtype = dtype.unwrap_or(if integers { DType::Int64 } else { default_dtype() });
    if dtype == DType::Bool {
        return Err(Error::not_implemented("\"arange_cpu\" not implemented for 'Bool'"));
    }
    let (from, to, by) = (start.to_f64(), end.to_f64(), step.to_f64());
    if by == 0.0 {
        return Err(Error::runtime("step must be nonzero"));
    }
    if !from.is_finite() || !to.is_finite() {
        return Err(Error::runtime(format!("unsupported range: {from} -> {to}").to_lowercase()));
    }
    if (by > 0.0 && to < from) || (by < 0.0 && to > from) {
        return Err(Error::runtime("upper bound and lower bound inconsistent with step sign"));
    }
    let count = ((to - from) / by).ceil() as usize;
    element_count(&[count])?;
    match dtype {
        _ if dtype.is_integer() => {
            let (start, step) = (start.to_i64(), step.to_i64());
            let values = (0..count as i64).map(|index| start.wrapping_add(step.wrapping_mul(index)));
            convert(&Tensor::from_vec(values.collect::<Vec<i64>>(), &[count]), dtype)
        }
        DType::Float32 => Ok(Tensor::from_vec(single_range(from, by, count), &[count])),
        _ => {
            let values = (0..count).map(|index| from + by * index as f64).collect::<Vec<f64>>();
            convert(&Tensor::from_vec(values, &[count]), dtype)
        }
    }
}

/// As PyTorch's vector unit counts: sixteen at a time, in eights that start from a rounded number.
fn single_range(start: f64, step: f64, count: usize) -> Vec<f32> {
    let at = |index: usize| (start + step * index as f64) as f32;
    let blocks = count / 16 * 16;
    let value = |index: usize| {
        if index >= blocks {
            return at(index);
        }
        (f64::from(at(index / 8 * 8)) + step * (index % 8) as f64) as f32
    };
    (0..count).map(value).collect()
}

/// Number `index` of `steps` from `start` to `end`, counted from the nearer end.
macro_rules! between {
    ($T:ty, $start:expr, $end:expr, $steps:expr) => {{
        let (start, end) = ($start as $T, $end as $T);
        let step = (end - start) / ($steps.max(2) - 1) as $T;
        (0..$steps).map(move |index| {
            if index < $steps / 2 {
                step.mul_add(index as $T, start)
            } else {
                (-step).mul_add(($steps - 1 - index) as $T, end)
            }
        })
    }};
}

/// `torch.linspace(start, end, steps, dtype)`
///
/// # Errors
/// PyTorch's, for a negative number of steps.
pub fn linspace(start: f64, end: f64, steps: i64, dtype: Option<DType>) -> Result<Tensor> {
    let dtype = dtype.unwrap_or_else(default_dtype);
    let count = usize::try_from(steps).map_err(|_| Error::runtime("number of steps must be non-negative"))?;
    element_count(&[count])?;
    if count == 1 {
        return convert(&Tensor::from_vec(vec![start], &[1]), dtype);
    }
    if dtype == DType::Float32 {
        return Ok(Tensor::from_vec(between!(f32, start, end, count).collect::<Vec<f32>>(), &[count]));
    }
    convert(&Tensor::from_vec(between!(f64, start, end, count).collect::<Vec<f64>>(), &[count]), dtype)
}

/// `torch.logspace(start, end, steps, base, dtype)`
///
/// # Errors
/// As [`linspace`].
pub fn logspace(start: f64, end: f64, steps: i64, base: f64, dtype: Option<DType>) -> Result<Tensor> {
    let dtype = dtype.unwrap_or_else(default_dtype);
    let count = usize::try_from(steps).map_err(|_| Error::runtime("number of steps must be non-negative"))?;
    element_count(&[count])?;
    let exponents = if count == 1 { vec![start] } else { between!(f64, start, end, count).collect() };
    let values = exponents.into_iter().map(|exponent| base.powf(exponent)).collect::<Vec<f64>>();
    convert(&Tensor::from_vec(values, &[count]), dtype)
}

/// `torch.eye(n, m)`
///
/// # Errors
/// PyTorch's, for negative sizes.
pub fn eye(n: i64, m: Option<i64>, dtype: Option<DType>) -> Result<Tensor> {
    let m = m.unwrap_or(n);
    for (name, size) in [("n", n), ("m", m)] {
        if size < 0 {
            return Err(Error::runtime(format!("{name} must be greater or equal to 0, got {size}")));
        }
    }
    let out = Tensor::full_as(0.0, &checked_shape("eye", &[n, m])?, dtype.unwrap_or_else(default_dtype))?;
    out.diagonal(0, 0, 1)?.fill(1.0)?;
    Ok(out)
}

/// `torch.tril_indices(row, col, offset)`, or with `lower` unset `torch.triu_indices`.
///
/// # Errors
/// PyTorch's, for negative sizes.
pub fn triangle_indices(row: i64, col: i64, offset: i64, lower: bool) -> Result<Tensor> {
    for (name, size) in [("row", row), ("col", col)] {
        if size < 0 {
            return Err(Error::runtime(format!("{name} must be non-negative, got{size}")));
        }
    }
    let cells = (0..row).flat_map(|i| (0..col).map(move |j| (i, j)));
    let inside = |&(i, j): &(i64, i64)| if lower { j - i <= offset } else { j - i >= offset };
    let (rows, columns): (Vec<i64>, Vec<i64>) = cells.filter(inside).unzip();
    let count = rows.len();
    Ok(Tensor::from_vec([rows, columns].concat(), &[2, count]))
}
