//! Elementwise mathematics, comparison and choice.

use crate::{
    python::binding::{
        arguments::Arguments,
        function::{Function, Outcome, both, both_inplace, function, method, native, value},
        value::Value,
    },
    tensor::{Error, Tensor},
};

/// Entries of one tensor, with in-place twins: the name in Python, the method.
macro_rules! unary {
    ($($text:literal $method:ident,)*) => {
        &[$(both_inplace(concat!($text, "(Tensor input)"), |a| value(a.tensor(0).$method()))),*]
    };
}

/// Functions of one number.
pub const UNARY: &[Function] = unary! {
    "exp" exp, "exp2" exp2, "expm1" expm1, "log" log, "log2" log2, "log10" log10, "log1p" log1p, "sqrt" sqrt,
    "rsqrt" rsqrt, "sin" sin, "cos" cos, "tan" tan, "asin" asin, "acos" acos, "atan" atan, "sinh" sinh, "cosh" cosh,
    "asinh" asinh, "acosh" acosh, "atanh" atanh, "arcsin" asin, "arccos" acos, "arctan" atan, "arcsinh" asinh,
    "arccosh" acosh, "arctanh" atanh, "erf" erf, "erfc" erfc, "erfinv" erfinv, "abs" abs, "absolute" abs,
    "sign" sign, "sgn" sgn, "floor" floor, "ceil" ceil, "trunc" trunc, "fix" trunc, "frac" frac,
    "reciprocal" reciprocal, "square" square, "negative" neg, "deg2rad" deg2rad, "rad2deg" rad2deg,
    "lgamma" lgamma, "digamma" digamma, "i0" i0, "sinc" sinc, "logical_not" logical_not,
};

/// Entries of two tensors, or a tensor and a number, with in-place twins.
macro_rules! pairs {
    ($($text:literal $method:ident,)*) => {
        &[$(both_inplace(concat!($text, "(Operand input, Operand other)"), |a| {
            value(a.tensor(0).$method(&a.tensor(1)))
        })),*]
    };
}

/// Functions of two numbers.
pub const PAIRS: &[Function] = pairs! {
    "floor_divide" floor_divide, "remainder" remainder, "fmod" fmod, "true_divide" div, "multiply" mul,
    "eq" eq, "ne" ne, "lt" lt, "le" le, "gt" gt, "ge" ge, "not_equal" ne, "less" lt, "less_equal" le, "greater" gt,
    "greater_equal" ge, "logical_and" logical_and, "logical_or" logical_or, "logical_xor" logical_xor,
    "bitwise_and" bitwise_and, "bitwise_or" bitwise_or, "bitwise_xor" bitwise_xor,
    "bitwise_left_shift" bitwise_left_shift, "bitwise_right_shift" bitwise_right_shift,
    "copysign" copysign, "xlogy" xlogy, "float_power" float_power,
};

/// Entries of two tensors.
macro_rules! tensors {
    ($($text:literal $method:ident,)*) => {
        &[$(both(concat!($text, "(Tensor input, Tensor other)"), |a| value(a.tensor(0).$method(&a.tensor(1))))),*]
    };
}

/// Functions of two tensors.
pub const TENSORS: &[Function] = tensors! {
    "maximum" maximum, "minimum" minimum, "fmax" fmax, "fmin" fmin, "atan2" atan2, "arctan2" atan2, "hypot" hypot,
    "logaddexp" logaddexp, "equal" equal,
};

/// Properties of numbers.
macro_rules! properties {
    ($($name:ident)*) => {
        &[$(both(concat!(stringify!($name), "(Tensor input)"), |a| value(a.tensor(0).$name()))),*]
    };
}

/// What tells one number from another.
pub const PROPERTIES: &[Function] = properties! { isnan isinf isposinf isneginf isfinite signbit };

/// What has parameters of its own.
pub const OTHERS: &[Function] = &[
    both("positive(Tensor input)", positive),
    native("special_i1(Tensor input)", |a| value(a.tensor(0).i1())),
    both_inplace("ldexp(Tensor input, Operand other)", |a| value(a.tensor(0).ldexp(&a.tensor(1)))),
    both_inplace("nextafter(Tensor input, Tensor other)", |a| value(a.tensor(0).nextafter(&a.tensor(1)))),
    both("frexp(Tensor input)", |a| {
        let (mantissa, exponent) = a.tensor(0).frexp()?;
        Ok(Value::Named("frexp", vec![("mantissa", mantissa), ("exponent", exponent)]))
    }),
    both_inplace("bitwise_not(Tensor input)", |a| {
        let x = a.tensor(0);
        if x.dtype().is_floating_point() {
            let text = "~ (operator.invert) is only implemented on integer and Boolean-type tensors";
            return Err(Error::type_error(text));
        }
        value(x.bitwise_not())
    }),
    both_inplace("round(Tensor input, *, int decimals=0)", |a| value(a.tensor(0).round_to(a.int(1)))),
    both_inplace("logit(Tensor input, float? eps=None)", |a| value(a.tensor(0).logit(a.float_or_none(1)))),
    both_inplace("nan_to_num(Tensor input, float? nan=None, float? posinf=None, float? neginf=None)", |a| {
        value(a.tensor(0).nan_to_num(a.float_or_none(1), a.float_or_none(2), a.float_or_none(3)))
    }),
    function("polygamma(int n, Tensor input)", |a| value(a.tensor(1).polygamma(a.int(0)))),
    both_inplace("pow(Operand input, Operand exponent)", |a| value(a.tensor(0).pow(&a.tensor(1)))),
    both_inplace("div(Operand input, Operand other, *, str? rounding_mode=None)", |a| {
        value(a.tensor(0).div_mode(&a.tensor(1), a.text_or_none(2).as_deref()))
    }),
    both_inplace("divide(Operand input, Operand other, *, str? rounding_mode=None)", |a| {
        value(a.tensor(0).div_mode(&a.tensor(1), a.text_or_none(2).as_deref()))
    }),
    both_inplace("subtract(Operand input, Operand other, *, Scalar alpha=1)", |a| {
        value(a.tensor(0).sub_scaled(&a.tensor(1), &a.scalar(2).wrapped()))
    }),
    function("rsub(Tensor input, Operand other, *, Scalar alpha=1)", |a| {
        value(a.tensor(0).rsub_scaled(&a.tensor(1), &a.scalar(2).wrapped()))
    }),
    both_inplace("clamp(Tensor input, Operand? min=None, Operand? max=None)", clamp),
    both_inplace("clip(Tensor input, Operand? min=None, Operand? max=None)", clamp),
    both_inplace("clamp_min(Tensor input, Operand min)", |a| value(a.tensor(0).clamp_min(&a.tensor(1)))),
    both_inplace("clamp_max(Tensor input, Operand max)", |a| value(a.tensor(0).clamp_max(&a.tensor(1)))),
    both_inplace("lerp(Tensor input, Tensor end, Operand weight)", |a| {
        value(a.tensor(0).lerp(&a.tensor(1), &a.tensor(2)))
    }),
    both_inplace("addcmul(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1)", |a| {
        value(a.tensor(0).addcmul(&a.tensor(1), &a.tensor(2), &a.scalar(3).wrapped()))
    }),
    both_inplace("addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1)", |a| {
        value(a.tensor(0).addcdiv(&a.tensor(1), &a.tensor(2), &a.scalar(3).wrapped()))
    }),
    both_inplace("gcd(Tensor input, Tensor other)", |a| value(a.tensor(0).gcd(&a.tensor(1)))),
    both_inplace("lcm(Tensor input, Tensor other)", |a| value(a.tensor(0).lcm(&a.tensor(1)))),
    both("heaviside(Tensor input, Tensor values)", |a| value(a.tensor(0).heaviside(&a.tensor(1)))),
    function("where(Tensor condition)", |a| Ok(Value::Tuple(a.tensor(0).nonzero_as_tuple()))),
    function("where(Tensor condition, Operand input, Operand other)", |a| {
        value(Tensor::where_(&a.tensor(0), &a.tensor(1), &a.tensor(2)))
    }),
    method("where(Tensor self, Tensor condition, Operand other)", |a| {
        value(Tensor::where_(&a.tensor(1), &a.tensor(0), &a.tensor(2)))
    }),
    function("isin(Operand elements, Operand test_elements, *, bool assume_unique=False, bool invert=False)", |a| {
        value(a.tensor(0).isin(&a.tensor(1), a.bool(3)))
    }),
    both("isclose(Tensor input, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False)", |a| {
        value(a.tensor(0).isclose(&a.tensor(1), a.float(2), a.float(3), a.bool(4)))
    }),
    both("allclose(Tensor input, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False)", |a| {
        value(a.tensor(0).allclose(&a.tensor(1), a.float(2), a.float(3), a.bool(4)))
    }),
];

fn positive(a: &Arguments<'_>) -> Outcome {
    let x = a.tensor(0);
    if x.dtype() == crate::tensor::DType::Bool {
        return Err(Error::not_implemented("The `+` operator, on a bool tensor is not supported."));
    }
    Ok(Value::Tensor(x))
}

fn clamp(a: &Arguments<'_>) -> Outcome {
    value(a.tensor(0).clamp(a.tensor_or_none(1).as_ref(), a.tensor_or_none(2).as_ref()))
}
