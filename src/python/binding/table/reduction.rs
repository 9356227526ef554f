//! Sums, extremes, statistics, running totals.

use crate::{
    python::binding::{
        arguments::Arguments,
        function::{Function, Outcome, both, native, value},
        value::Value,
    },
    tensor::{Result, Tensor},
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    both("sum(Tensor input, *, dtype? dtype=None)", |a| value(a.tensor(0).sum(None, false, a.dtype_or_none(1)))),
    both("sum(Tensor input, int[1]? dim, bool keepdim=False, *, dtype? dtype=None)", |a| {
        value(a.tensor(0).sum(Some(&a.ints(1)), a.bool(2), a.dtype_or_none(3)))
    }),
    both("nansum(Tensor input, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None)", |a| {
        value(a.tensor(0).nansum(a.ints_or_none(1).as_deref(), a.bool(2), a.dtype_or_none(3)))
    }),
    both("mean(Tensor input, *, dtype? dtype=None)", |a| value(a.tensor(0).mean(None, false, a.dtype_or_none(1)))),
    both("mean(Tensor input, int[1]? dim, bool keepdim=False, *, dtype? dtype=None)", |a| {
        value(a.tensor(0).mean(Some(&a.ints(1)), a.bool(2), a.dtype_or_none(3)))
    }),
    both("nanmean(Tensor input, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None)", |a| {
        value(a.tensor(0).nanmean(a.ints_or_none(1).as_deref(), a.bool(2), a.dtype_or_none(3)))
    }),
    both("prod(Tensor input, *, dtype? dtype=None)", |a| value(a.tensor(0).prod(None, false, a.dtype_or_none(1)))),
    both("prod(Tensor input, int dim, bool keepdim=False, *, dtype? dtype=None)", |a| {
        value(a.tensor(0).prod(Some(a.int(1)), a.bool(2), a.dtype_or_none(3)))
    }),
    both("max(Tensor input)", |a| value(a.tensor(0).max())),
    both("max(Tensor input, Tensor other)", |a| value(a.tensor(0).maximum(&a.tensor(1)))),
    both("max(Tensor input, int dim, bool keepdim=False)", |a| found("max", a.tensor(0).max_dim(a.int(1), a.bool(2)))),
    both("min(Tensor input)", |a| value(a.tensor(0).min())),
    both("min(Tensor input, Tensor other)", |a| value(a.tensor(0).minimum(&a.tensor(1)))),
    both("min(Tensor input, int dim, bool keepdim=False)", |a| found("min", a.tensor(0).min_dim(a.int(1), a.bool(2)))),
    both("amax(Tensor input, int[1] dim=(), bool keepdim=False)", |a| {
        value(a.tensor(0).amax(Some(&a.ints(1)), a.bool(2)))
    }),
    both("amin(Tensor input, int[1] dim=(), bool keepdim=False)", |a| {
        value(a.tensor(0).amin(Some(&a.ints(1)), a.bool(2)))
    }),
    both("aminmax(Tensor input, *, int? dim=None, bool keepdim=False)", |a| {
        let (min, max) = a.tensor(0).aminmax(a.int_or_none(1), a.bool(2))?;
        Ok(Value::Named("aminmax", vec![("min", min), ("max", max)]))
    }),
    both("argmax(Tensor input, int? dim=None, bool keepdim=False)", |a| {
        value(a.tensor(0).argmax(a.int_or_none(1), a.bool(2)))
    }),
    both("argmin(Tensor input, int? dim=None, bool keepdim=False)", |a| {
        value(a.tensor(0).argmin(a.int_or_none(1), a.bool(2)))
    }),
    both("median(Tensor input, int dim, bool keepdim=False)", |a| {
        found("median", a.tensor(0).median_dim(a.int(1), a.bool(2)))
    }),
    both("mode(Tensor input, int dim=-1, bool keepdim=False)", |a| {
        found("mode", a.tensor(0).mode(a.int(1), a.bool(2)))
    }),
    both("all(Tensor input, int[1]? dim=None, bool keepdim=False)", |a| {
        value(a.tensor(0).all(a.ints_or_none(1).as_deref(), a.bool(2)))
    }),
    both("any(Tensor input, int[1]? dim=None, bool keepdim=False)", |a| {
        value(a.tensor(0).any(a.ints_or_none(1).as_deref(), a.bool(2)))
    }),
    both("count_nonzero(Tensor input, int[1]? dim=None)", |a| {
        value(a.tensor(0).count_nonzero(a.ints_or_none(1).as_deref()))
    }),
    both("std(Tensor input, bool unbiased)", |a| value(a.tensor(0).std(None, unbiased(a, 1), false))),
    both("std(Tensor input, int[1]? dim, bool unbiased, bool keepdim=False)", |a| {
        value(a.tensor(0).std(a.ints_or_none(1).as_deref(), unbiased(a, 2), a.bool(3)))
    }),
    both("std(Tensor input, int[1]? dim=None, *, Scalar? correction=1, bool keepdim=False)", |a| {
        value(a.tensor(0).std(a.ints_or_none(1).as_deref(), a.float_or_none(2).unwrap_or(1.0), a.bool(3)))
    }),
    both("var(Tensor input, bool unbiased)", |a| value(a.tensor(0).var(None, unbiased(a, 1), false))),
    both("var(Tensor input, int[1]? dim, bool unbiased, bool keepdim=False)", |a| {
        value(a.tensor(0).var(a.ints_or_none(1).as_deref(), unbiased(a, 2), a.bool(3)))
    }),
    both("var(Tensor input, int[1]? dim=None, *, Scalar? correction=1, bool keepdim=False)", |a| {
        value(a.tensor(0).var(a.ints_or_none(1).as_deref(), a.float_or_none(2).unwrap_or(1.0), a.bool(3)))
    }),
    both("norm(Tensor input, Scalar? p=2, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None)", norm),
    both("norm(Tensor input, str p, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None)", norm),
    native(
        "linalg_vector_norm(Tensor x, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None)",
        norm,
    ),
    both("logsumexp(Tensor input, int[1] dim, bool keepdim=False)", |a| {
        value(a.tensor(0).logsumexp(&a.ints(1), a.bool(2)))
    }),
    both("cumsum(Tensor input, int dim, *, dtype? dtype=None)", |a| {
        value(a.tensor(0).cumsum(a.int(1), a.dtype_or_none(2)))
    }),
    both("cumprod(Tensor input, int dim, *, dtype? dtype=None)", |a| {
        value(a.tensor(0).cumprod(a.int(1), a.dtype_or_none(2)))
    }),
    both("cummax(Tensor input, int dim)", |a| found("cummax", a.tensor(0).cummax(a.int(1)))),
    both("cummin(Tensor input, int dim)", |a| found("cummin", a.tensor(0).cummin(a.int(1)))),
];

fn found(name: &'static str, result: Result<(Tensor, Tensor)>) -> Outcome {
    let (values, indices) = result?;
    Ok(Value::Named(name, vec![("values", values), ("indices", indices)]))
}

/// Bessel's correction, on or off.
fn unbiased(a: &Arguments<'_>, index: usize) -> f64 {
    f64::from(u8::from(a.bool(index)))
}

/// `'fro'` is the ordinary norm.
fn norm(a: &Arguments<'_>) -> Outcome {
    let p = match a.text_or_none(1).as_deref() {
        None => a.float_or_none(1).unwrap_or(2.0),
        Some("fro") => 2.0,
        Some("inf") => f64::INFINITY,
        Some(other) => {
            let text = format!("linalg.matrix_norm: Order {other} not supported.");
            return Err(crate::tensor::Error::runtime(text));
        }
    };
    value(a.tensor(0).vector_norm(p, a.ints_or_none(2).as_deref(), a.bool(3), a.dtype_or_none(4)))
}
