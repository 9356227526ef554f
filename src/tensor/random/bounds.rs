//! Which ranges may be drawn from, in PyTorch's words.

use half::f16;

use super::distribution::{Discrete, digits};
use crate::tensor::{DType, Element, Error, Result, display::stream};

/// Checks the range of `uniform_`.
pub(super) fn check_uniform(dtype: DType, from: f64, to: f64) -> Result<()> {
    let limit = largest(dtype);
    for (name, bound) in [("from", from), ("to", to)] {
        if !(-limit..=limit).contains(&bound) {
            return Err(out_of_bounds(name, dtype));
        }
    }
    if from > to {
        return Err(Error::runtime(format!(
            "uniform_ expects to return a [from, to) range, but found from={} > to={}",
            stream(from),
            stream(to)
        )));
    }
    if to - from > limit {
        return Err(Error::runtime(format!(
            "uniform_ expects to-from <= std::numeric_limits<{}>::max(), but found to={} and from={} which result in \
             to-from to exceed the limit",
            dtype.scalar_name(),
            stream(to),
            stream(from)
        )));
    }
    Ok(())
}

/// The distribution of `random_(from, to)`; without `to`, up to the largest integer of the type.
pub(super) fn integers(dtype: DType, from: i64, to: Option<i64>) -> Result<Discrete> {
    let (from, last) = match to {
        Some(to) => {
            if from >= to {
                return Err(Error::runtime(format!(
                    "random_ expects 'from' to be less than 'to', but got from={from} >= to={to}"
                )));
            }
            (lower(dtype, from), upper(dtype, to) - 1)
        }
        None if from == i64::MIN => return Ok(Discrete::Integers { low: 0, range: None }),
        None => (lower(dtype, from), largest_integer(dtype)),
    };
    check_integer("from", dtype, from)?;
    check_integer("to - 1", dtype, last)?;
    let range = (last as u64).wrapping_sub(from as u64).wrapping_add(1);
    Ok(Discrete::Integers { low: from, range: (range != 0).then_some(range) })
}

fn check_integer(name: &str, dtype: DType, value: i64) -> Result<()> {
    let fits = match dtype {
        DType::Bool => (0..=1).contains(&value),
        DType::UInt8 => u8::try_from(value).is_ok(),
        DType::Int8 => i8::try_from(value).is_ok(),
        DType::Int16 => i16::try_from(value).is_ok(),
        DType::Int32 => i32::try_from(value).is_ok(),
        DType::Int64 => true,
        _ => (value as f64).abs() <= largest(dtype),
    };
    if fits { Ok(()) } else { Err(out_of_bounds(name, dtype)) }
}

/// The first bound from `from` on that a float type does not round to below it.
fn lower(dtype: DType, from: i64) -> i64 {
    let next = from.saturating_add(1);
    if rounded(dtype, next) < from { rounded(dtype, next).saturating_add(step(dtype, next)) } else { from }
}

/// The last bound up to `to` that no drawn integer is rounded to.
fn upper(dtype: DType, to: i64) -> i64 {
    if rounded(dtype, to - 1) >= to { rounded(dtype, to - 1).saturating_sub(step(dtype, to - 1)) } else { to }
}

fn rounded(dtype: DType, value: i64) -> i64 {
    crate::with_dtype!(dtype, T => if dtype.is_floating_point() { T::from_i64(value).to_i64() } else { value })
}

/// Distance between neighbours of a float type near an integer.
fn step(dtype: DType, value: i64) -> i64 {
    let exponent = value.unsigned_abs().max(1).ilog2();
    1 << (exponent + 1).saturating_sub(digits(dtype))
}

/// The largest integer that `random_(from, None)` reaches.
fn largest_integer(dtype: DType) -> i64 {
    match dtype {
        DType::Bool => 1,
        DType::UInt8 => i64::from(u8::MAX),
        DType::Int8 => i64::from(i8::MAX),
        DType::Int16 => i64::from(i16::MAX),
        DType::Int32 => i64::from(i32::MAX),
        DType::Int64 => i64::MAX,
        _ => 1 << digits(dtype),
    }
}

fn largest(dtype: DType) -> f64 {
    match dtype {
        DType::Float16 => f16::MAX.to_f64(),
        DType::Float32 => f64::from(f32::MAX),
        _ => f64::MAX,
    }
}

fn out_of_bounds(name: &str, dtype: DType) -> Error {
    Error::runtime(format!("{name} is out of bounds for {}", dtype.cpp_name()))
}
