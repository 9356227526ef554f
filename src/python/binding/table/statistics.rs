//! Medians, quantiles, distinct values, counts, differences.

use crate::{
    python::binding::{
        arguments::Arguments,
        function::{Function, Outcome, both, both_inplace, function, value},
        value::Value,
    },
    tensor::{
        Result, Tensor,
        ops::{Quantile, Unique},
    },
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    both("median(Tensor input)", |a| value(a.tensor(0).median())),
    both("nanmedian(Tensor input)", |a| value(a.tensor(0).nanmedian())),
    both("nanmedian(Tensor input, int dim, bool keepdim=False)", |a| {
        let (values, indices) = a.tensor(0).nanmedian_dim(a.int(1), a.bool(2))?;
        Ok(Value::Named("nanmedian", vec![("values", values), ("indices", indices)]))
    }),
    both("quantile(Tensor input, Operand q, int? dim=None, bool keepdim=False, *, str interpolation='linear')", |a| {
        quantile(a, false)
    }),
    both(
        "nanquantile(Tensor input, Operand q, int? dim=None, bool keepdim=False, *, str interpolation='linear')",
        |a| quantile(a, true),
    ),
    both(
        "unique(Tensor input, bool sorted=True, bool return_inverse=False, bool return_counts=False, int? dim=None)",
        |a| distinct(a.tensor(0).unique(a.int_or_none(4)), a.bool(2), a.bool(3)),
    ),
    both("unique_consecutive(Tensor input, bool return_inverse=False, bool return_counts=False, int? dim=None)", |a| {
        distinct(a.tensor(0).unique_consecutive(a.int_or_none(3)), a.bool(1), a.bool(2))
    }),
    both("histc(Tensor input, int bins=100, Scalar min=0, Scalar max=0)", |a| {
        value(a.tensor(0).histc(a.int(1), a.float(2), a.float(3)))
    }),
    both("bincount(Tensor input, Tensor? weights=None, int minlength=0)", |a| {
        value(a.tensor(0).bincount(a.tensor_or_none(1).as_ref(), a.int(2)))
    }),
    both("diff(Tensor input, int n=1, int dim=-1, Tensor? prepend=None, Tensor? append=None)", |a| {
        let (before, after) = (a.tensor_or_none(3), a.tensor_or_none(4));
        value(a.tensor(0).diff(a.int(1), a.int(2), before.as_ref(), after.as_ref()))
    }),
    function("trapezoid(Tensor y, Tensor x, *, int dim=-1)", trapezoid_over),
    function("trapezoid(Tensor y, *, Scalar dx=1, int dim=-1)", trapezoid),
    function("trapz(Tensor y, Tensor x, *, int dim=-1)", trapezoid_over),
    function("trapz(Tensor y, *, float dx=1, int dim=-1)", trapezoid),
    function("cumulative_trapezoid(Tensor y, Tensor x, *, int dim=-1)", |a| {
        value(a.tensor(0).cumulative_trapezoid_over(&a.tensor(1), a.int(2)))
    }),
    function("cumulative_trapezoid(Tensor y, *, Scalar dx=1, int dim=-1)", |a| {
        value(a.tensor(0).cumulative_trapezoid(a.float(1), a.int(2)))
    }),
    both_inplace("renorm(Tensor input, Scalar p, int dim, Scalar maxnorm)", |a| {
        value(a.tensor(0).renorm(a.float(1), a.int(2), a.float(3)))
    }),
    both("cov(Tensor input, *, int correction=1, Tensor? fweights=None, Tensor? aweights=None)", |a| {
        let (times, weights) = (a.tensor_or_none(2), a.tensor_or_none(3));
        value(match (&times, &weights) {
            (None, None) => a.tensor(0).cov(a.int(1)),
            _ => a.tensor(0).cov_weighted(a.int(1), times.as_ref(), weights.as_ref()),
        })
    }),
    both("corrcoef(Tensor input)", |a| value(a.tensor(0).corrcoef())),
];

fn quantile(a: &Arguments<'_>, ignore_nan: bool) -> Outcome {
    let interpolation = a.text(4);
    let options = Quantile { dim: a.int_or_none(2), keepdim: a.bool(3), interpolation: &interpolation, ignore_nan };
    value(options.of(&a.tensor(0), &a.tensor(1)))
}

/// The values alone, or with what else was asked for.
fn distinct(found: Result<Unique>, inverse: bool, counts: bool) -> Outcome {
    let Unique { values, inverse: indices, counts: numbers } = found?;
    if !inverse && !counts {
        return Ok(Value::Tensor(values));
    }
    let parts: [Option<Tensor>; 3] = [Some(values), inverse.then_some(indices), counts.then_some(numbers)];
    Ok(Value::Tuple(parts.into_iter().flatten().collect()))
}

fn trapezoid(a: &Arguments<'_>) -> Outcome {
    value(a.tensor(0).trapezoid(a.float(1), a.int(2)))
}

fn trapezoid_over(a: &Arguments<'_>) -> Outcome {
    value(a.tensor(0).trapezoid_over(&a.tensor(1), a.int(2)))
}
