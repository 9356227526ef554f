//! Comparisons and logic: what gives bools, and bitwise operations on whole numbers.

use std::borrow::Cow;

use half::f16;

use super::rounding::unsupported;
use crate::tensor::{
    DType, Element, Error, Gradients, Operation, Result, Tensor, apply, apply_inplace,
    autograd::Context,
    kernel::{convert, map, zip},
    ops::arithmetic::promoted,
};

/// A relation between two elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    And,
    Or,
    Xor,
}

impl Relation {
    const fn name(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Lt => "lt",
            Self::Le => "le",
            Self::Gt => "gt",
            Self::Ge => "ge",
            Self::And => "logical_and",
            Self::Or => "logical_or",
            Self::Xor => "logical_xor",
        }
    }

    fn compare<T: Element>(self, a: &Tensor, b: &Tensor) -> Result<Tensor> {
        let zero = T::default();
        match self {
            Self::Eq => zip::<T, T, bool>(a, b, |x, y| x == y),
            Self::Ne => zip::<T, T, bool>(a, b, |x, y| x != y),
            Self::Lt => zip::<T, T, bool>(a, b, |x, y| x < y),
            Self::Le => zip::<T, T, bool>(a, b, |x, y| x <= y),
            Self::Gt => zip::<T, T, bool>(a, b, |x, y| x > y),
            Self::Ge => zip::<T, T, bool>(a, b, |x, y| x >= y),
            Self::And => zip::<T, T, bool>(a, b, |x, y| x != zero && y != zero),
            Self::Or => zip::<T, T, bool>(a, b, |x, y| x != zero || y != zero),
            Self::Xor => zip::<T, T, bool>(a, b, |x, y| (x != zero) != (y != zero)),
        }
    }
}

impl Operation for Relation {
    fn name(&self) -> &'static str {
        (*self).name()
    }

    fn node_name(&self) -> Cow<'static, str> {
        let mut letters = self.name().chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        Cow::Owned(first.into_iter().chain(letters).chain("Backward0".chars()).collect())
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let (a, b, dtype) = promoted(inputs)?;
        crate::with_dtype!(dtype, T => self.compare::<T>(&a, &b))
    }

    fn backward(&self, context: &Context<'_>, _grad: &Tensor) -> Result<Gradients> {
        Ok(vec![None; context.len()])
    }
}

/// A property of one element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Property {
    Not,
    Nan,
    Inf,
    PosInf,
    NegInf,
    Finite,
    SignBit,
}

impl Operation for Property {
    fn name(&self) -> &'static str {
        match self {
            Self::Not => "logical_not",
            Self::Nan => "isnan",
            Self::Inf => "isinf",
            Self::PosInf => "isposinf",
            Self::NegInf => "isneginf",
            Self::Finite => "isfinite",
            Self::SignBit => "signbit",
        }
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("LogicalNotBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime(format!("{} needs one tensor", self.name()))) };
        match x.dtype() {
            DType::Float16 => map::<f16, bool>(x, |v| self.holds(f64::from(v))),
            DType::Float32 => map::<f32, bool>(x, |v| self.holds(f64::from(v))),
            DType::Float64 => map::<f64, bool>(x, |v| self.holds(v)),
            dtype => crate::with_dtype!(dtype, T => map::<T, bool>(x, |v| match self {
                Self::SignBit => v.to_i64() < 0,
                Self::Not | Self::Finite => *self == Self::Finite || v.to_i64() == 0,
                _ => false,
            })),
        }
    }

    fn backward(&self, context: &Context<'_>, _grad: &Tensor) -> Result<Gradients> {
        Ok(vec![None; context.len()])
    }
}

impl Property {
    fn holds(self, x: f64) -> bool {
        match self {
            Self::Not => x == 0.0,
            Self::Nan => x.is_nan(),
            Self::Inf => x.is_infinite(),
            Self::PosInf => x == f64::INFINITY,
            Self::NegInf => x == f64::NEG_INFINITY,
            Self::Finite => x.is_finite(),
            Self::SignBit => x.is_sign_negative(),
        }
    }
}

/// An operation on the bits of whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bitwise {
    And,
    Or,
    Xor,
    Left,
    Right,
}

impl Bitwise {
    /// PyTorch's name, and the kernel's in errors.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::And => ("bitwise_and", "bitwise_and_cpu"),
            Self::Or => ("bitwise_or", "bitwise_or_cpu"),
            Self::Xor => ("bitwise_xor", "bitwise_xor_cpu"),
            Self::Left => ("bitwise_left_shift", "lshift_cpu"),
            Self::Right => ("bitwise_right_shift", "rshift_cpu"),
        }
    }

    /// A shift by more bits than there are, or by less than none, leaves nothing but the sign.
    fn of(self, x: i64, y: i64, bits: u32) -> i64 {
        let shift = u32::try_from(y).ok().filter(|&shift| shift < bits);
        match self {
            Self::And => x & y,
            Self::Or => x | y,
            Self::Xor => x ^ y,
            Self::Left => shift.map_or(0, |shift| x.wrapping_shl(shift)),
            Self::Right => x >> shift.unwrap_or(bits - 1),
        }
    }
}

impl Operation for Bitwise {
    fn name(&self) -> &'static str {
        self.names().0
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("BitwiseBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let (a, b, dtype) = promoted(inputs)?;
        let shifts = matches!(self, Self::Left | Self::Right);
        if dtype == DType::Bool && !shifts {
            return zip::<bool, bool, bool>(&a, &b, |x, y| self.of(x.into(), y.into(), 64) != 0);
        }
        crate::with_integer!(dtype, T => zip::<T, T, T>(&a, &b, |x, y| {
            T::from_i64(self.of(x.to_i64(), y.to_i64(), T::BITS))
        }), else Err(unsupported(self.names().1, dtype)))
    }

    fn backward(&self, context: &Context<'_>, _grad: &Tensor) -> Result<Gradients> {
        Ok(vec![None; context.len()])
    }
}

/// `~x`
#[derive(Clone, Copy, Debug)]
struct Invert;

impl Operation for Invert {
    fn name(&self) -> &'static str {
        "bitwise_not"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("BitwiseBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("bitwise_not needs one tensor")) };
        if x.dtype() == DType::Bool {
            return map::<bool, bool>(x, |v| !v);
        }
        crate::with_integer!(x.dtype(), T => map::<T, T>(x, |v| !v), else Err(unsupported("bitwise_not_cpu", x.dtype())))
    }

    fn backward(&self, context: &Context<'_>, _grad: &Tensor) -> Result<Gradients> {
        Ok(vec![None; context.len()])
    }
}

macro_rules! two {
    ($($(#[$doc:meta])* $name:ident $inplace:ident $operation:expr;)*) => {
        impl Tensor {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// PyTorch's, for shapes that do not broadcast and types that it does not take.
                pub fn $name(&self, other: &Self) -> Result<Self> {
                    apply($operation, &[self.clone(), other.clone()])
                }

                #[doc = concat!("[`Tensor::", stringify!($name), "`] in place")]
                ///
                /// # Errors
                /// The same, and PyTorch's for tensors that may not be changed in place.
                pub fn $inplace(&self, other: &Self) -> Result<Self> {
                    apply_inplace($operation, &[self.clone(), other.clone()])
                }
            )*
        }
    };
}

two! {
    /// `self == other`, element by element
    eq eq_ Relation::Eq;
    /// `self != other`
    ne ne_ Relation::Ne;
    /// `self < other`
    lt lt_ Relation::Lt;
    /// `self <= other`
    le le_ Relation::Le;
    /// `self > other`
    gt gt_ Relation::Gt;
    /// `self >= other`
    ge ge_ Relation::Ge;
    /// Whether both are not zero
    logical_and logical_and_ Relation::And;
    /// Whether either is not zero
    logical_or logical_or_ Relation::Or;
    /// Whether just one is not zero
    logical_xor logical_xor_ Relation::Xor;
    /// `self & other`
    bitwise_and bitwise_and_ Bitwise::And;
    /// `self | other`
    bitwise_or bitwise_or_ Bitwise::Or;
    /// `self ^ other`
    bitwise_xor bitwise_xor_ Bitwise::Xor;
    /// `self << other`
    bitwise_left_shift bitwise_left_shift_ Bitwise::Left;
    /// `self >> other`
    bitwise_right_shift bitwise_right_shift_ Bitwise::Right;
}

macro_rules! one {
    ($($(#[$doc:meta])* $name:ident $operation:expr;)*) => {
        impl Tensor {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// PyTorch's, for types that it does not take.
                pub fn $name(&self) -> Result<Self> {
                    apply($operation, std::slice::from_ref(self))
                }
            )*
        }
    };
}

one! {
    /// Whether it is zero
    logical_not Property::Not;
    /// Whether it is not a number
    isnan Property::Nan;
    /// Whether it is infinite
    isinf Property::Inf;
    /// Whether it is +∞
    isposinf Property::PosInf;
    /// Whether it is −∞
    isneginf Property::NegInf;
    /// Whether it is neither infinite nor NaN
    isfinite Property::Finite;
    /// Whether its sign is minus
    signbit Property::SignBit;
    /// `~self`
    bitwise_not Invert;
}

impl Tensor {
    /// [`Tensor::logical_not`] in place
    ///
    /// # Errors
    /// PyTorch's for tensors that may not be changed in place.
    pub fn logical_not_(&self) -> Result<Self> {
        apply_inplace(Property::Not, std::slice::from_ref(self))
    }

    /// [`Tensor::bitwise_not`] in place
    ///
    /// # Errors
    /// The same, and PyTorch's for tensors that may not be changed in place.
    pub fn bitwise_not_(&self) -> Result<Self> {
        apply_inplace(Invert, std::slice::from_ref(self))
    }

    /// `torch.isclose`: whether |self − other| ≤ atol + rtol·|other|
    ///
    /// # Errors
    /// PyTorch's, for different types and negative tolerances.
    pub fn isclose(&self, other: &Self, rtol: f64, atol: f64, equal_nan: bool) -> Result<Self> {
        if self.dtype() != other.dtype() {
            let (a, b) = (self.dtype().scalar_name(), other.dtype().scalar_name());
            return Err(Error::runtime(format!("{a} did not match {b}")));
        }
        for (name, tolerance) in [("rtol", rtol), ("atol", atol)] {
            if tolerance < 0.0 {
                return Err(Error::runtime(format!(
                    "{name} must be greater than or equal to zero, but got {tolerance}"
                )));
            }
        }
        apply(Close { rtol, atol, equal_nan }, &[self.clone(), other.clone()])
    }

    /// `torch.allclose`
    ///
    /// # Errors
    /// As [`Tensor::isclose`].
    pub fn allclose(&self, other: &Self, rtol: f64, atol: f64, equal_nan: bool) -> Result<bool> {
        Ok(!self.isclose(other, rtol, atol, equal_nan)?.to_vec::<bool>().contains(&false))
    }

    /// `torch.equal`: the same shape and the same elements
    ///
    /// # Errors
    /// When the memory is not there.
    pub fn equal(&self, other: &Self) -> Result<bool> {
        Ok(self.shape() == other.shape() && !self.detach().eq(&other.detach())?.to_vec::<bool>().contains(&false))
    }
}

#[derive(Clone, Copy, Debug)]
struct Close {
    rtol: f64,
    atol: f64,
    equal_nan: bool,
}

impl Operation for Close {
    fn name(&self) -> &'static str {
        "isclose"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("IscloseBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let (a, b, _) = promoted(inputs)?;
        let (a, b) = (convert(&a, DType::Float64)?, convert(&b, DType::Float64)?);
        zip::<f64, f64, bool>(&a, &b, |x, y| {
            let close = x.is_finite() && y.is_finite() && (x - y).abs() <= self.atol + self.rtol * y.abs();
            x == y || close || (self.equal_nan && x.is_nan() && y.is_nan())
        })
    }

    fn backward(&self, context: &Context<'_>, _grad: &Tensor) -> Result<Gradients> {
        Ok(vec![None; context.len()])
    }
}
