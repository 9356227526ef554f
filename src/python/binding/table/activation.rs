//! Activations: `relu`, `gelu`, `softmax` and their kin.

use crate::{
    nn::activation::{
        Celu, Elu, Gelu, Hardshrink, Hardsigmoid, Hardswish, Hardtanh, LeakyRelu, LogSigmoid, Mish, Place, Relu, Relu6,
        Rrelu, Selu, Sigmoid, Silu, Softplus, Tanh, Threshold, glu, log_softmax, prelu, rrelu, softmax, softshrink,
        softsign, tanhshrink,
    },
    python::binding::{
        arguments::Arguments,
        function::{Function, Outcome, both, both_inplace, function_inplace, native, native_inplace, value},
    },
    tensor::{
        DType, Result, Tensor,
        ops::{Pointwise, pointwise},
        random,
    },
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    both_inplace("relu(Tensor input)", |a| of(a, Relu)),
    both_inplace("sigmoid(Tensor input)", |a| of(a, Sigmoid)),
    both_inplace("tanh(Tensor input)", |a| of(a, Tanh)),
    native_inplace("relu6(Tensor input)", |a| of(a, Relu6)),
    function_inplace("threshold(Tensor input, Scalar threshold, Scalar value)", |a| {
        of(a, Threshold { threshold: a.float(1), value: a.float(2) })
    }),
    native_inplace("hardtanh(Tensor input, Scalar min_val=-1, Scalar max_val=1)", hardtanh),
    native_inplace("elu(Tensor input, Scalar alpha=1)", |a| of(a, Elu { alpha: a.float(1) })),
    function_inplace("celu(Tensor input, Scalar alpha=1.0)", |a| of(a, Celu::new(a.float(1))?)),
    function_inplace("selu(Tensor input)", |a| of(a, Selu)),
    native_inplace("leaky_relu(Tensor input, Scalar negative_slope=0.01)", |a| {
        of(a, LeakyRelu { negative_slope: a.float(1) })
    }),
    function_inplace(
        "rrelu(Tensor input, Scalar lower=0.125, Scalar upper=0.3333333333333333, bool training=False, Generator? \
         generator=None)",
        randomised,
    ),
    both("prelu(Tensor input, Tensor weight)", |a| value(prelu(&a.tensor(0), &a.tensor(1)))),
    native("glu(Tensor input, int dim=-1)", |a| value(glu(&a.tensor(0), a.int(1)))),
    native("gelu(Tensor input, *, str approximate='none')", |a| of(a, Gelu::named(&a.text(1))?)),
    native("softsign(Tensor input)", |a| value(softsign(&a.tensor(0)))),
    native("tanhshrink(Tensor input)", |a| value(tanhshrink(&a.tensor(0)))),
    native("log_sigmoid(Tensor input)", |a| of(a, LogSigmoid)),
    both("hardshrink(Tensor input, Scalar lambd=0.5)", |a| of(a, Hardshrink { lambd: a.float(1) })),
    native("softshrink(Tensor input, Scalar lambd=0.5)", |a| value(softshrink(&a.tensor(0), a.float(1), Place::New))),
    native("softplus(Tensor input, Scalar beta=1, Scalar threshold=20)", |a| {
        of(a, Softplus { beta: a.float(1), threshold: a.float(2) })
    }),
    native_inplace("hardsigmoid(Tensor input)", |a| of(a, Hardsigmoid)),
    native_inplace("hardswish(Tensor input)", |a| of(a, Hardswish)),
    native_inplace("silu(Tensor input)", |a| of(a, Silu)),
    native_inplace("mish(Tensor input)", |a| of(a, Mish)),
    both("softmax(Tensor input, int dim, dtype? dtype=None)", |a| value(softmax(&converted(a)?, a.int(1)))),
    both("log_softmax(Tensor input, int dim, dtype? dtype=None)", |a| value(log_softmax(&converted(a)?, a.int(1)))),
];

fn of<P: Pointwise>(a: &Arguments<'_>, function: P) -> Outcome {
    value(pointwise(function, &a.tensor(0)))
}

fn hardtanh(a: &Arguments<'_>) -> Outcome {
    let (min_val, max_val) = (a.float(1), a.float(2));
    if min_val > max_val {
        return Err(crate::tensor::Error::value("min_val cannot be greater than max_val"));
    }
    of(a, Hardtanh { min_val, max_val })
}

fn converted(a: &Arguments<'_>) -> Result<Tensor> {
    let x = a.tensor(0);
    a.dtype_or_none(2).map_or_else(|| Ok(x.clone()), |dtype| x.to_dtype(dtype))
}

fn randomised(a: &Arguments<'_>) -> Outcome {
    let x = a.tensor(0);
    let bounds = Rrelu { lower: a.float(1), upper: a.float(2) };
    // PyTorch holds the bounds in the type of the tensor, and draws between them in float64.
    let held = |bound: f64| if x.dtype() == DType::Float64 { bound } else { f64::from(bound as f32) };
    let (lower, upper) = (held(bounds.lower), held(bounds.upper));
    let mut draw = || random::units(1, None)[0] * (upper - lower) + lower;
    let draw: Option<&mut dyn FnMut() -> f64> = if a.bool(3) { Some(&mut draw) } else { None };
    value(rrelu(&x, bounds, draw, Place::New))
}
