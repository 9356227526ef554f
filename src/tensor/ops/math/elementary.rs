//! Functions of one real number, each a line: the value, what is saved, the way back.
//!
//! The way back is written with tensor operations, in PyTorch's order, so that it can be
//! differentiated as often as one likes.

use std::borrow::Cow;

use half::f16;

use crate::tensor::{
    DType, Error, Gradients, Operation, Real, Result, Saves, Tensor, apply, apply_inplace,
    autograd::Context,
    kernel::{convert, map},
};

/// A number on its way into tensor operations.
pub(in crate::tensor) fn number(value: f64) -> Tensor {
    Tensor::wrapped_number(value)
}

/// A tensor of one value, shaped as another.
pub(in crate::tensor) fn constant(value: f64, like: &Tensor) -> Result<Tensor> {
    Tensor::full_as(value, &like.shape(), like.dtype())
}

/// A real function with its derivative.
pub(super) trait Function: Copy + 'static {
    const NAME: &'static str;
    const NODE: &'static str;
    const SAVES: Saves;

    fn value<T: Real>(x: T) -> T;

    /// The gradient of the input, from that of the output and what was saved: x, y or nothing.
    fn gradient(grad: &Tensor, saved: &Tensor) -> Result<Tensor>;
}

/// A [`Function`] of each element; integers are taken as floats.
#[derive(Clone, Copy, Debug)]
pub(super) struct Elementary<F>(pub F);

impl<F: Function> Operation for Elementary<F> {
    fn name(&self) -> &'static str {
        F::NAME
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(F::NODE)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime(format!("{} needs one tensor", F::NAME))) };
        match x.dtype() {
            DType::Float32 => map::<f32, f32>(x, F::value),
            DType::Float64 => map::<f64, f64>(x, F::value),
            DType::Float16 => map::<f16, f16>(x, |v| f16::from_f32(F::value(v.to_f32()))),
            dtype => self.forward(&[convert(x, dtype.to_floating())?]),
        }
    }

    fn saves(&self) -> Saves {
        F::SAVES
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let saved = match F::SAVES {
            Saves::OUTPUT => context.output()?,
            Saves::FIRST => context.input(0)?,
            _ => grad.clone(),
        };
        Ok(vec![Some(F::gradient(grad, &saved)?)])
    }
}

/// Declares functions: method, in-place method, type, node, what is saved, value, gradient.
macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident, $inplace:ident, $Type:ident, $node:literal, $saves:ident,
        |$x:ident| $value:expr, |$grad:ident, $saved:ident| $gradient:expr;)*) => {
        $(
            #[derive(Clone, Copy, Debug)]
            struct $Type;

            impl $crate::tensor::ops::math::elementary::Function for $Type {
                const NAME: &'static str = stringify!($name);
                const NODE: &'static str = $node;
                const SAVES: Saves = Saves::$saves;

                fn value<T: Real>($x: T) -> T {
                    $value
                }

                fn gradient($grad: &Tensor, $saved: &Tensor) -> Result<Tensor> {
                    $gradient
                }
            }
        )*

        impl Tensor {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// When the memory is not there.
                pub fn $name(&self) -> Result<Self> {
                    apply($crate::tensor::ops::math::elementary::Elementary($Type), std::slice::from_ref(self))
                }

                #[doc = concat!("[`Tensor::", stringify!($name), "`] in place")]
                ///
                /// # Errors
                /// PyTorch's for tensors that may not be changed in place, or hold integers.
                pub fn $inplace(&self) -> Result<Self> {
                    apply_inplace($crate::tensor::ops::math::elementary::Elementary($Type), std::slice::from_ref(self))
                }
            )*
        }
    };
}
pub(super) use functions;

/// 1 + x²
fn one_plus_square(x: &Tensor) -> Result<Tensor> {
    x.mul(x)?.add(&number(1.0))
}

/// 1 − x²
fn one_minus_square(x: &Tensor) -> Result<Tensor> {
    x.mul(x)?.neg()?.add(&number(1.0))
}

functions! {
    /// eˣ
    exp, exp_, Exp, "ExpBackward0", OUTPUT, |x| x.exp(), |grad, y| grad.mul(y);
    /// 2ˣ
    exp2, exp2_, Exp2, "Exp2Backward0", OUTPUT, |x| x.through(f64::exp2),
        |grad, y| grad.mul(y)?.mul(&number(std::f64::consts::LN_2));
    /// eˣ − 1
    expm1, expm1_, Expm1, "Expm1Backward0", OUTPUT, |x| x.exp_m1(), |grad, y| grad.mul(&y.add(&number(1.0))?);
    /// Natural logarithm
    log, log_, Log, "LogBackward0", FIRST, |x| x.ln(), |grad, x| grad.div(x);
    /// Logarithm to base 2
    log2, log2_, Log2, "Log2Backward0", FIRST, |x| x.through(f64::log2),
        |grad, x| grad.div(&x.mul(&number(std::f64::consts::LN_2))?);
    /// Logarithm to base 10
    log10, log10_, Log10, "Log10Backward0", FIRST, |x| x.through(f64::log10),
        |grad, x| grad.div(&x.mul(&number(std::f64::consts::LN_10))?);
    /// ln(1 + x)
    log1p, log1p_, Log1p, "Log1PBackward0", FIRST, |x| x.ln_1p(), |grad, x| grad.div(&x.add(&number(1.0))?);
    /// √x
    sqrt, sqrt_, Sqrt, "SqrtBackward0", OUTPUT, |x| x.sqrt(), |grad, y| grad.div(&y.mul(&number(2.0))?);
    /// 1/√x
    rsqrt, rsqrt_, Rsqrt, "RsqrtBackward0", OUTPUT, |x| T::ONE / x.sqrt(),
        |grad, y| grad.mul(&number(-0.5))?.mul(&y.mul(y)?.mul(y)?);
    /// 1/x
    reciprocal, reciprocal_, Reciprocal, "ReciprocalBackward0", OUTPUT, |x| T::ONE / x,
        |grad, y| grad.neg()?.mul(&y.mul(y)?);
    /// Sine
    sin, sin_, Sin, "SinBackward0", FIRST, |x| x.through(f64::sin), |grad, x| grad.mul(&x.cos()?);
    /// Cosine
    cos, cos_, Cos, "CosBackward0", FIRST, |x| x.through(f64::cos), |grad, x| grad.mul(&x.sin()?.neg()?);
    /// Tangent
    tan, tan_, Tan, "TanBackward0", OUTPUT, |x| x.through(f64::tan), |grad, y| grad.mul(&one_plus_square(y)?);
    /// Arc sine
    asin, asin_, Asin, "AsinBackward0", FIRST, |x| x.through(f64::asin),
        |grad, x| grad.mul(&one_minus_square(x)?.rsqrt()?);
    /// Arc cosine
    acos, acos_, Acos, "AcosBackward0", FIRST, |x| x.through(f64::acos),
        |grad, x| grad.mul(&one_minus_square(x)?.rsqrt()?.neg()?);
    /// Arc tangent
    atan, atan_, Atan, "AtanBackward0", FIRST, |x| x.through(f64::atan), |grad, x| grad.div(&one_plus_square(x)?);
    /// Hyperbolic sine
    sinh, sinh_, Sinh, "SinhBackward0", FIRST, |x| x.through(f64::sinh), |grad, x| grad.mul(&x.cosh()?);
    /// Hyperbolic cosine
    cosh, cosh_, Cosh, "CoshBackward0", FIRST, |x| x.through(f64::cosh), |grad, x| grad.mul(&x.sinh()?);
    /// Area hyperbolic sine
    asinh, asinh_, Asinh, "AsinhBackward0", FIRST, |x| x.through(libm::asinh),
        |grad, x| grad.mul(&one_plus_square(x)?.rsqrt()?);
    /// Area hyperbolic cosine
    acosh, acosh_, Acosh, "AcoshBackward0", FIRST, |x| x.through(libm::acosh),
        |grad, x| grad.mul(&x.mul(x)?.add(&number(-1.0))?.rsqrt()?);
    /// Area hyperbolic tangent
    atanh, atanh_, Atanh, "AtanhBackward0", FIRST, |x| x.through(libm::atanh),
        |grad, x| grad.div(&one_minus_square(x)?);
    /// Degrees as radians
    deg2rad, deg2rad_, Deg2Rad, "Deg2RadBackward0", NOTHING, |x| x * T::of(std::f64::consts::PI / 180.0),
        |grad, _none| grad.mul(&number(std::f64::consts::PI / 180.0));
    /// Radians as degrees
    rad2deg, rad2deg_, Rad2Deg, "Rad2DegBackward0", NOTHING, |x| x * T::of(180.0 / std::f64::consts::PI),
        |grad, _none| grad.mul(&number(180.0 / std::f64::consts::PI));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tensor::testing::{check_second_gradients, small};

    type Method = fn(&Tensor) -> Result<Tensor>;

    const INSIDE_ONE: [Method; 15] = [
        Tensor::exp,
        Tensor::exp2,
        Tensor::expm1,
        Tensor::log1p,
        Tensor::sin,
        Tensor::cos,
        Tensor::tan,
        Tensor::asin,
        Tensor::acos,
        Tensor::atan,
        Tensor::sinh,
        Tensor::cosh,
        Tensor::asinh,
        Tensor::atanh,
        Tensor::rad2deg,
    ];
    const ABOVE_ONE: [Method; 7] =
        [Tensor::log, Tensor::log2, Tensor::log10, Tensor::sqrt, Tensor::rsqrt, Tensor::reciprocal, Tensor::acosh];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn gradients_are_the_slopes(x in small(-0.9..0.9), y in small(1.2..3.0)) {
            for method in INSIDE_ONE {
                check_second_gradients(|x| method(&x[0]), std::slice::from_ref(&x));
            }
            for method in ABOVE_ONE {
                check_second_gradients(|x| method(&x[0]), std::slice::from_ref(&y));
            }
        }
    }

    /// `x = torch.tensor([0., -0., 1., -1., 2.5, inf, nan])`
    #[test]
    fn edges_are_pytorch_s() {
        let x = Tensor::from_vec(vec![0.0_f32, -0.0, 1.0, -1.0, 2.5, f32::INFINITY, f32::NAN], &[7]);
        let inf = f32::INFINITY;
        let table: [(Method, [f32; 7]); 4] = [
            (Tensor::sqrt, [0.0, -0.0, 1.0, f32::NAN, 1.581_138_8, inf, f32::NAN]),
            (Tensor::rsqrt, [inf, -inf, 1.0, f32::NAN, 0.632_455_5, 0.0, f32::NAN]),
            (Tensor::log, [-inf, -inf, 0.0, f32::NAN, 0.916_290_76, inf, f32::NAN]),
            (Tensor::reciprocal, [inf, -inf, 1.0, -1.0, 0.4, 0.0, f32::NAN]),
        ];
        for (method, expected) in table {
            let found = method(&x).expect("floats").to_vec::<f32>();
            assert_eq!(found.map_bits(), expected.to_vec().map_bits(), "{found:?}");
        }
    }

    trait Bits {
        fn map_bits(&self) -> Vec<u32>;
    }

    impl Bits for Vec<f32> {
        fn map_bits(&self) -> Vec<u32> {
            self.iter().map(|x| if x.is_nan() { 0 } else { x.to_bits() }).collect()
        }
    }

    #[test]
    fn integers_become_floats_but_not_in_place() {
        let x = Tensor::from_vec(vec![1_i64, 0], &[2]);
        assert_eq!(x.exp().expect("floats").to_vec::<f32>(), [1_f32.exp(), 1.0]);
        let error = x.exp_().expect_err("Long");
        assert_eq!(error.message, "result type Float can't be cast to the desired output type Long");
    }
}
