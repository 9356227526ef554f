//! Sign, magnitude and rounding: what integers pass through as integers.

use std::borrow::Cow;

use half::f16;

use super::elementary::constant;
use crate::tensor::{
    Attribute, Attributes, DType, Element, Error, Gradients, Operation, Real, Result, Saves, Tensor, apply,
    apply_inplace, autograd::Context, kernel::map,
};

/// What is done to each number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Abs,
    Sign,
    Sgn,
    Floor,
    Ceil,
    Round,
    Decimals(i32),
    Trunc,
    Frac,
}

impl Step {
    /// PyTorch's name, the node, and the kernel's name in errors.
    const fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Abs => ("abs", "AbsBackward0", "abs_cpu"),
            Self::Sign => ("sign", "SignBackward0", "sign_cpu"),
            Self::Sgn => ("sgn", "SgnBackward0", "sign_cpu"),
            Self::Floor => ("floor", "FloorBackward0", "floor_vml_cpu"),
            Self::Ceil => ("ceil", "CeilBackward0", "ceil_vml_cpu"),
            Self::Round => ("round", "RoundBackward0", "round_vml_cpu"),
            Self::Decimals(_) => ("round", "RoundBackward1", "round_cpu"),
            Self::Trunc => ("trunc", "TruncBackward0", "trunc_vml_cpu"),
            Self::Frac => ("frac", "FracBackward0", "frac_cpu"),
        }
    }

    fn real<T: Real>(self, x: T) -> T {
        match self {
            Self::Abs => x.abs(),
            Self::Sign | Self::Sgn => sign(x),
            Self::Floor => x.floor(),
            Self::Ceil => x.ceil(),
            Self::Round => x.round_even(),
            Self::Decimals(decimals) => round_at(x, decimals),
            Self::Trunc => x.trunc(),
            Self::Frac => x - x.trunc(),
        }
    }

    /// Whole numbers are rounded already.
    fn integer(self, x: i64) -> i64 {
        match self {
            Self::Abs => x.wrapping_abs(),
            Self::Sign | Self::Sgn => x.signum(),
            _ => x,
        }
    }
}

/// −1, 0 or 1; 0 for NaN.
fn sign<T: Real>(x: T) -> T {
    if x > T::ZERO {
        T::ONE
    } else if x < T::ZERO {
        -T::ONE
    } else {
        T::ZERO
    }
}

fn round_at<T: Real>(x: T, decimals: i32) -> T {
    let scale = T::of(10_f64.powi(decimals.abs()));
    if decimals < 0 { (x / scale).round_even() * scale } else { (x * scale).round_even() / scale }
}

impl Operation for Step {
    fn name(&self) -> &'static str {
        self.names().0
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.names().1)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime(format!("{} needs one tensor", self.name()))) };
        let step = *self;
        match x.dtype() {
            DType::Bool if matches!(step, Self::Sign | Self::Sgn) => x.contiguous_copy(),
            DType::Float16 => map::<f16, f16>(x, |v| f16::from_f32(step.real(v.to_f32()))),
            DType::Float32 => step.rounded::<f32>(x),
            DType::Float64 => step.rounded::<f64>(x),
            dtype if step.floats_only() => Err(unsupported(step.names().2, dtype)),
            dtype => crate::with_integer!(dtype, T => map::<T, T>(x, |v| T::from_i64(step.integer(v.to_i64()))),
                else Err(unsupported(step.names().2, dtype))),
        }
    }

    fn saves(&self) -> Saves {
        if *self == Self::Abs { Saves::FIRST } else { Saves::NOTHING }
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(match self {
            Self::Abs => grad.mul(&context.input(0)?.sgn()?)?,
            Self::Frac => grad.clone(),
            _ => constant(0.0, grad)?,
        })])
    }

    fn attributes(&self) -> Attributes {
        match self {
            Self::Decimals(decimals) => vec![("decimals", Attribute::Int(i64::from(*decimals)))],
            _ => Vec::new(),
        }
    }
}

impl Step {
    const fn floats_only(self) -> bool {
        matches!(self, Self::Frac | Self::Decimals(_))
    }

    /// The choice is made outside the loop, so that each loop is compiled for one function.
    fn rounded<T: Real>(self, x: &Tensor) -> Result<Tensor> {
        match self {
            Self::Abs => map::<T, T>(x, T::abs),
            Self::Sign | Self::Sgn => map::<T, T>(x, sign),
            Self::Floor => map::<T, T>(x, T::floor),
            Self::Ceil => map::<T, T>(x, T::ceil),
            Self::Round => map::<T, T>(x, T::round_even),
            Self::Trunc => map::<T, T>(x, T::trunc),
            _ => map::<T, T>(x, |v| self.real(v)),
        }
    }
}

/// PyTorch's error for a kernel that does not take a type.
pub(in crate::tensor) fn unsupported(kernel: &str, dtype: DType) -> Error {
    Error::not_implemented(format!("\"{kernel}\" not implemented for '{}'", dtype.scalar_name()))
}

macro_rules! methods {
    ($($(#[$doc:meta])* $name:ident, $inplace:ident, $step:expr;)*) => {
        impl Tensor {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// PyTorch's, for a type that it does not take.
                pub fn $name(&self) -> Result<Self> {
                    apply($step, std::slice::from_ref(self))
                }

                #[doc = concat!("[`Tensor::", stringify!($name), "`] in place")]
                ///
                /// # Errors
                /// The same, and PyTorch's for tensors that may not be changed in place.
                pub fn $inplace(&self) -> Result<Self> {
                    apply_inplace($step, std::slice::from_ref(self))
                }
            )*
        }
    };
}

methods! {
    /// |x|
    abs, abs_, Step::Abs;
    /// −1, 0 or 1
    sign, sign_, Step::Sign;
    /// The same, under the name that complex numbers have it by
    sgn, sgn_, Step::Sgn;
    /// Largest integer not above
    floor, floor_, Step::Floor;
    /// Smallest integer not below
    ceil, ceil_, Step::Ceil;
    /// Nearest integer, ties to even
    round, round_, Step::Round;
    /// Towards zero
    trunc, trunc_, Step::Trunc;
    /// What truncation leaves
    frac, frac_, Step::Frac;
}

fn rounding(decimals: i64) -> Step {
    if decimals == 0 { Step::Round } else { Step::Decimals(decimals.clamp(-400, 400) as i32) }
}

impl Tensor {
    /// Nearest number of so many decimals, ties to even.
    ///
    /// # Errors
    /// PyTorch's for integers.
    pub fn round_to(&self, decimals: i64) -> Result<Self> {
        apply(rounding(decimals), std::slice::from_ref(self))
    }

    /// [`Tensor::round_to`] in place
    ///
    /// # Errors
    /// The same, and PyTorch's for tensors that may not be changed in place.
    pub fn round_to_(&self, decimals: i64) -> Result<Self> {
        apply_inplace(rounding(decimals), std::slice::from_ref(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Method = fn(&Tensor) -> Result<Tensor>;

    /// `x = torch.tensor([1.5, 2.5, -0.5, -1.2])`
    #[test]
    fn numbers_are_rounded_as_pytorch_does() {
        let x = Tensor::from_vec(vec![1.5_f32, 2.5, -0.5, -1.2], &[4]);
        let table: [(Method, [f32; 4]); 5] = [
            (Tensor::round, [2.0, 2.0, -0.0, -1.0]),
            (Tensor::floor, [1.0, 2.0, -1.0, -2.0]),
            (Tensor::ceil, [2.0, 3.0, -0.0, -1.0]),
            (Tensor::trunc, [1.0, 2.0, -0.0, -1.0]),
            (Tensor::sign, [1.0, 1.0, -1.0, -1.0]),
        ];
        for (method, expected) in table {
            assert_eq!(method(&x).expect("floats").to_vec::<f32>(), expected);
        }
        let x = Tensor::from_vec(vec![1.25_f32, 2.345, f32::NAN], &[3]);
        assert_eq!(x.round_to(1).expect("floats").to_vec::<f32>()[..2], [1.2, 2.3]);
        assert_eq!(x.sign().expect("floats").to_vec::<f32>()[2], 0.0);
    }

    #[test]
    fn integers_stay_and_bools_are_refused() {
        let x = Tensor::from_vec(vec![3_i64, -4], &[2]);
        assert_eq!(x.abs().expect("integers").to_vec::<i64>(), [3, 4]);
        assert_eq!(x.floor().expect("integers").dtype(), DType::Int64);
        let error = Tensor::from_vec(vec![true], &[1]).floor().expect_err("bool");
        assert_eq!(error.message, "\"floor_vml_cpu\" not implemented for 'Bool'");
    }
}
