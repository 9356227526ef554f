//! Sums, extremes, statistics, running totals.

use crate::{
    python::binding::{
        arguments::Arguments,
        callback::keep,
        function::{Function, Outcome, both, function, method, native, value},
        value::Value,
    },
    tensor::{self, Error, Result, Tensor, wrap_dim},
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    both("sum(Tensor input, *, dtype? dtype=None)", |a| value(a.tensor(0).sum(None, false, a.dtype_or_none(1)))),
    both("sum(Tensor input, int[1]? dim, bool keepdim=False, *, dtype? dtype=None)", |a| {
        value(a.tensor(0).sum(Some(&a.ints(1)), a.bool(2), a.dtype_or_none(3)))
    }),
    method("sum_to_size(Tensor self, int[] size)", |a| {
        let shape: Vec<usize> = a.ints(1).iter().map(|&size| size.max(0) as usize).collect();
        let x = a.tensor(0);
        if tensor::Layout::contiguous(&shape).broadcast_to(&x.shape()).is_none() {
            let text = format!("size {{{:?}}} is not expandable to size {{{:?}}}.", a.ints(1), x.shape());
            return Err(Error::runtime(text));
        }
        value(tensor::ops::sum_to(&x, &shape))
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
    both("std(Tensor input, bool unbiased)", |a| spread(a, Tensor::std, "std", Asked::All)),
    both("std(Tensor input, int[1]? dim, bool unbiased, bool keepdim=False)", |a| {
        spread(a, Tensor::std, "std", Asked::Unbiased)
    }),
    both("std(Tensor input, int[1]? dim=None, *, Scalar? correction=1, bool keepdim=False)", |a| {
        spread(a, Tensor::std, "std", Asked::Correction)
    }),
    both("var(Tensor input, bool unbiased)", |a| spread(a, Tensor::var, "var", Asked::All)),
    both("var(Tensor input, int[1]? dim, bool unbiased, bool keepdim=False)", |a| {
        spread(a, Tensor::var, "var", Asked::Unbiased)
    }),
    both("var(Tensor input, int[1]? dim=None, *, Scalar? correction=1, bool keepdim=False)", |a| {
        spread(a, Tensor::var, "var", Asked::Correction)
    }),
    function("std_mean(Tensor input, bool unbiased)", |a| spread(a, Tensor::std_mean, "std_mean", Asked::All)),
    function("std_mean(Tensor input, int[1]? dim, bool unbiased, bool keepdim=False)", |a| {
        spread(a, Tensor::std_mean, "std_mean", Asked::Unbiased)
    }),
    function("std_mean(Tensor input, int[1]? dim=None, *, Scalar? correction=1, bool keepdim=False)", |a| {
        spread(a, Tensor::std_mean, "std_mean", Asked::Correction)
    }),
    function("var_mean(Tensor input, bool unbiased)", |a| spread(a, Tensor::var_mean, "var_mean", Asked::All)),
    function("var_mean(Tensor input, int[1]? dim, bool unbiased, bool keepdim=False)", |a| {
        spread(a, Tensor::var_mean, "var_mean", Asked::Unbiased)
    }),
    function("var_mean(Tensor input, int[1]? dim=None, *, Scalar? correction=1, bool keepdim=False)", |a| {
        spread(a, Tensor::var_mean, "var_mean", Asked::Correction)
    }),
    both("norm(Tensor input, Scalar? p=2, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None)", norm),
    both("norm(Tensor input, str p, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None)", norm),
    native(
        "linalg_vector_norm(Tensor x, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None)",
        norm,
    ),
    native(
        "linalg_norm(Tensor A, Scalar? ord=None, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None)",
        linalg_norm,
    ),
    native("linalg_norm(Tensor A, str ord, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None)", matrix_norm),
    native(
        "linalg_matrix_norm(Tensor A, Scalar ord, int[] dim=(-2, -1), bool keepdim=False, *, dtype? dtype=None)",
        matrix_norm,
    ),
    native(
        "linalg_matrix_norm(Tensor A, str ord='fro', int[] dim=(-2, -1), bool keepdim=False, *, dtype? dtype=None)",
        matrix_norm,
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
    both("logcumsumexp(Tensor input, int dim)", |a| value(a.tensor(0).logcumsumexp(a.int(1)))),
    both("dist(Tensor input, Tensor other, Scalar p=2)", |a| value(a.tensor(0).dist(&a.tensor(1), a.float(2)))),
    both("cummax(Tensor input, int dim)", |a| found("cummax", a.tensor(0).cummax(a.int(1)))),
    both("cummin(Tensor input, int dim)", |a| found("cummin", a.tensor(0).cummin(a.int(1)))),
];

fn found(name: &'static str, result: Result<(Tensor, Tensor)>) -> Outcome {
    let (values, indices) = result?;
    Ok(Value::Named(name, vec![("values", values), ("indices", indices)]))
}

/// How Python tells the correction.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// `std(unbiased)`
    All,
    /// `std(dim, unbiased)`
    Unbiased,
    /// `std(dim, correction=…)`
    Correction,
}

const FREEDOM: &str = "degrees of freedom is <= 0. Correction should be strictly less than the reduction factor (input \
    numel divided by output numel). (Triggered internally at \
    /__w/pytorch/pytorch/aten/src/ATen/native/ReduceOps.cpp:1927.)";

/// A method: dimensions, correction, keepdim.
type Spread<T> = fn(&Tensor, Option<&[i64]>, f64, bool) -> Result<T>;

/// A standard deviation or variance, with a warning where too few elements are left.
fn spread<T: Into<Value>>(a: &Arguments<'_>, of: Spread<T>, name: &str, asked: Asked) -> Outcome {
    let bessel = |index: usize| f64::from(u8::from(a.bool(index)));
    let (dims, correction, keepdim) = match asked {
        Asked::All => (None, bessel(1), false),
        Asked::Unbiased => (a.ints_or_none(1), bessel(2), a.bool(3)),
        Asked::Correction => (a.ints_or_none(1), a.float_or_none(2).unwrap_or(1.0), a.bool(3)),
    };
    let x = a.tensor(0);
    let found = of(&x, dims.as_deref(), correction, keepdim)?;
    if x.lacks_freedom(dims.as_deref(), correction)? {
        warn(a, &format!("{name}(): {FREEDOM}"))?;
    }
    Ok(found.into())
}

fn warn(a: &Arguments<'_>, text: &str) -> Result<()> {
    let called = (a.vm.import("warnings", 0)).and_then(|warnings| warnings.get_attr("warn", a.vm));
    keep(called.and_then(|warn| warn.call((a.vm.ctx.new_str(text),), a.vm))).map(|_| ())
}

/// `'fro'` is the ordinary norm.
fn norm(a: &Arguments<'_>) -> Outcome {
    let p = match a.text_or_none(1).as_deref() {
        None => a.float_or_none(1).unwrap_or(2.0),
        Some("fro") => 2.0,
        Some("inf") => f64::INFINITY,
        Some(other) => {
            let text = format!("linalg.matrix_norm: Order {other} not supported.");
            return Err(Error::runtime(text));
        }
    };
    value(a.tensor(0).vector_norm(p, a.ints_or_none(2).as_deref(), a.bool(3), a.dtype_or_none(4)))
}

/// Of vectors or of matrices, as the tensor, the order and the dimensions have it.
fn linalg_norm(a: &Arguments<'_>) -> Outcome {
    let (x, dims) = (a.tensor(0), a.ints_or_none(2));
    let of_matrix = dims.as_ref().map_or(x.ndim() == 2, |dims| dims.len() == 2);
    if a.is_none(1) || !of_matrix {
        return norm(a);
    }
    matrix_norm(a)
}

/// The largest or smallest sum along rows or columns, or Frobenius'.
fn matrix_norm(a: &Arguments<'_>) -> Outcome {
    let dims = a.ints_or_none(2).filter(|dims| !dims.is_empty()).unwrap_or_else(|| vec![-2, -1]);
    let x = a.tensor(0);
    let x = a.dtype_or_none(4).map_or_else(|| Ok(x.clone()), |dtype| x.to_dtype(dtype))?;
    let (text, order, keepdim) = (a.text_or_none(1), a.float_or_none(1), a.bool(3));
    let &[rows, columns] = dims.as_slice() else {
        return Err(Error::runtime(format!("linalg.matrix_norm: dim must be a 2-tuple. Got {dims:?}")));
    };
    let Some(order) = order else {
        return match text.as_deref() {
            None | Some("fro") => value(x.vector_norm(2.0, Some(&dims), keepdim, None)),
            Some("nuc") => value(of_singular_values(&x, [rows, columns], keepdim, |s| s.sum(Some(&[-1]), false, None))),
            Some(other) => Err(Error::runtime(format!("linalg.matrix_norm: Order {other} not supported."))),
        };
    };
    value(norm_of_matrix(&x, order, [rows, columns], keepdim))
}

/// The largest or smallest sum along rows or columns, or singular value.
pub(super) fn norm_of_matrix(x: &Tensor, order: f64, [rows, columns]: [i64; 2], keepdim: bool) -> Result<Tensor> {
    let (summed, kept) = match order.abs() {
        1.0 => (rows, columns),
        2.0 => {
            let last = Some(&[-1_i64][..]);
            let end = |s: &Tensor| match s.shape().last() {
                Some(0) => s.sum(last, false, None),
                _ if order > 0.0 => s.amax(last, false),
                _ => s.amin(last, false),
            };
            return of_singular_values(x, [rows, columns], keepdim, end);
        }
        f64::INFINITY => (columns, rows),
        _ => return Err(Error::runtime(format!("linalg.matrix_norm: Order {order} not supported."))),
    };
    let (summed, kept) = (wrap_dim(summed, x.ndim())?, wrap_dim(kept, x.ndim())?);
    let kept = if !keepdim && kept > summed { kept - 1 } else { kept } as i64;
    let sums = x.abs()?.sum(Some(&[summed as i64]), keepdim, None)?;
    if order > 0.0 { sums.amax(Some(&[kept]), keepdim) } else { sums.amin(Some(&[kept]), keepdim) }
}

/// What is made of the singular values along two dimensions.
fn of_singular_values(
    x: &Tensor,
    dims: [i64; 2],
    keepdim: bool,
    function: impl FnOnce(&Tensor) -> Result<Tensor>,
) -> Result<Tensor> {
    let norm = function(&x.movedim(&dims, &[-2, -1])?.svdvals()?)?;
    if !keepdim {
        return Ok(norm);
    }
    let mut places = [wrap_dim(dims[0], x.ndim())?, wrap_dim(dims[1], x.ndim())?];
    places.sort_unstable();
    norm.unsqueeze(places[0] as i64)?.unsqueeze(places[1] as i64)
}
