//! The Rust types that elements have, and conversion between them.

use half::f16;

use super::{
    dtype::DType,
    error::{Error, Result},
    storage::Buffer,
};

/// A type that a tensor can hold.
pub trait Element: Copy + Default + PartialEq + PartialOrd + std::fmt::Debug + 'static {
    /// Its name in PyTorch.
    const DTYPE: DType;

    /// The elements of a buffer of this type.
    ///
    /// # Errors
    /// When the buffer holds another type: a mistake of ours, worded as PyTorch words it.
    fn slice(buffer: &Buffer) -> Result<&[Self]>;

    /// The same, to write.
    ///
    /// # Errors
    /// As [`Element::slice`].
    fn slice_mut(buffer: &mut Buffer) -> Result<&mut [Self]>;

    /// Wraps a vector.
    fn buffer(elements: Vec<Self>) -> Buffer;

    /// Unwraps a vector.
    ///
    /// # Errors
    /// As [`Element::slice`].
    fn vector(buffer: Buffer) -> Result<Vec<Self>>;

    /// Converts as PyTorch's `.to(float64)` does.
    fn to_f64(self) -> f64;

    /// Converts as PyTorch's `.to(int64)` does: towards zero.
    fn to_i64(self) -> i64;

    /// Converts from a double: rounded for floats, towards zero for integers.
    fn from_f64(value: f64) -> Self;

    /// Converts from an integer.
    fn from_i64(value: i64) -> Self;
}

/// Converts one element as `Tensor.to(dtype)` does.
#[must_use]
pub fn cast<A: Element, B: Element>(value: A) -> B {
    if A::DTYPE.is_floating_point() { B::from_f64(value.to_f64()) } else { B::from_i64(value.to_i64()) }
}

fn mismatch(expected: DType, found: DType) -> Error {
    Error::runtime(format!("expected scalar type {} but found {}", expected.scalar_name(), found.scalar_name()))
}

macro_rules! element {
    ($T:ty, $variant:ident, $to_f64:expr, $to_i64:expr, $from_f64:expr, $from_i64:expr) => {
        impl Element for $T {
            const DTYPE: DType = DType::$variant;
            fn slice(buffer: &Buffer) -> Result<&[Self]> {
                match buffer {
                    Buffer::$variant(elements) => Ok(elements),
                    other => Err(mismatch(Self::DTYPE, other.dtype())),
                }
            }
            fn slice_mut(buffer: &mut Buffer) -> Result<&mut [Self]> {
                match buffer {
                    Buffer::$variant(elements) => Ok(elements),
                    other => Err(mismatch(Self::DTYPE, other.dtype())),
                }
            }
            fn buffer(elements: Vec<Self>) -> Buffer {
                Buffer::$variant(elements)
            }
            fn vector(buffer: Buffer) -> Result<Vec<Self>> {
                match buffer {
                    Buffer::$variant(elements) => Ok(elements),
                    other => Err(mismatch(Self::DTYPE, other.dtype())),
                }
            }
            #[inline(always)]
            fn to_f64(self) -> f64 {
                $to_f64(self)
            }
            #[inline(always)]
            fn to_i64(self) -> i64 {
                $to_i64(self)
            }
            #[inline(always)]
            fn from_f64(value: f64) -> Self {
                $from_f64(value)
            }
            #[inline(always)]
            fn from_i64(value: i64) -> Self {
                $from_i64(value)
            }
        }
    };
}

element!(bool, Bool, |b| f64::from(u8::from(b)), i64::from, |v| v != 0.0, |v| v != 0);
element!(u8, UInt8, f64::from, i64::from, |v: f64| truncate(v) as u8, |v: i64| v as u8);
element!(i8, Int8, f64::from, i64::from, |v: f64| truncate(v) as i8, |v: i64| v as i8);
element!(i16, Int16, f64::from, i64::from, |v: f64| truncate(v) as i16, |v: i64| v as i16);
element!(i32, Int32, f64::from, i64::from, |v: f64| truncate(v) as i32, |v: i64| v as i32);
element!(i64, Int64, |v: i64| v as f64, |v| v, truncate, |v| v);
element!(f16, Float16, f16::to_f64, |v: f16| truncate(v.to_f64()), f16::from_f64, |v: i64| f16::from_f64(v as f64));
element!(f32, Float32, f64::from, |v: f32| truncate(f64::from(v)), |v: f64| v as f32, |v: i64| v as f32);
element!(f64, Float64, |v| v, truncate, |v| v, |v: i64| v as f64);

/// Towards zero; what does not fit becomes the smallest integer, as x86 converts.
fn truncate(value: f64) -> i64 {
    let fits = (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&value);
    if fits { value as i64 } else { i64::MIN }
}
