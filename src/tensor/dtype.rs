//! Element types and PyTorch's promotion rules between them.

use std::cell::Cell;

use super::tensor::Tensor;

/// The type of a tensor's elements (`torch.dtype`).
///
/// The order is that of promotion inside a category: the later type wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DType {
    /// `torch.bool`
    Bool,
    /// `torch.uint8`
    UInt8,
    /// `torch.int8`
    Int8,
    /// `torch.int16`
    Int16,
    /// `torch.int32`
    Int32,
    /// `torch.int64`, what Python integers become
    Int64,
    /// `torch.float16`: may be held, converted and printed
    Float16,
    /// `torch.float32`, what Python floats become
    Float32,
    /// `torch.float64`
    Float64,
}

impl DType {
    /// Every type, in promotion order.
    pub const ALL: [Self; 9] = [
        Self::Bool,
        Self::UInt8,
        Self::Int8,
        Self::Int16,
        Self::Int32,
        Self::Int64,
        Self::Float16,
        Self::Float32,
        Self::Float64,
    ];

    /// The name after `torch.`: `float32`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::UInt8 => "uint8",
            Self::Int8 => "int8",
            Self::Int16 => "int16",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Float16 => "float16",
            Self::Float32 => "float32",
            Self::Float64 => "float64",
        }
    }

    /// The name in PyTorch's error texts: `Float`, `Long`.
    #[must_use]
    pub const fn scalar_name(self) -> &'static str {
        match self {
            Self::Bool => "Bool",
            Self::UInt8 => "Byte",
            Self::Int8 => "Char",
            Self::Int16 => "Short",
            Self::Int32 => "Int",
            Self::Int64 => "Long",
            Self::Float16 => "Half",
            Self::Float32 => "Float",
            Self::Float64 => "Double",
        }
    }

    /// The name in error texts that show the type as C++ does: `float`, `long int`.
    #[must_use]
    pub const fn cpp_name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::UInt8 => "unsigned char",
            Self::Int8 => "signed char",
            Self::Int16 => "short int",
            Self::Int32 => "int",
            Self::Int64 => "long int",
            Self::Float16 => "c10::Half",
            Self::Float32 => "float",
            Self::Float64 => "double",
        }
    }

    /// Bytes of one element.
    #[must_use]
    pub const fn item_size(self) -> usize {
        match self {
            Self::Bool | Self::UInt8 | Self::Int8 => 1,
            Self::Int16 | Self::Float16 => 2,
            Self::Int32 | Self::Float32 => 4,
            Self::Int64 | Self::Float64 => 8,
        }
    }

    /// Whether gradients can flow through tensors of this type.
    #[must_use]
    pub const fn is_floating_point(self) -> bool {
        matches!(self, Self::Float16 | Self::Float32 | Self::Float64)
    }

    /// Whether it counts: an integer, other than a bool.
    #[must_use]
    pub const fn is_integer(self) -> bool {
        matches!(self, Self::UInt8 | Self::Int8 | Self::Int16 | Self::Int32 | Self::Int64)
    }

    /// The type that holds both (`torch.promote_types`).
    #[must_use]
    pub fn promote(self, other: Self) -> Self {
        match (self.min(other), self.max(other)) {
            (Self::UInt8, Self::Int8) => Self::Int16,
            (_, wider) => wider,
        }
    }

    /// This type if it is floating, else the default float type: what division, means and
    /// transcendental functions compute in.
    #[must_use]
    pub fn to_floating(self) -> Self {
        if self.is_floating_point() { self } else { default_dtype() }
    }

    /// Whether an in-place operation may put a result of type `other` here: never a float into an
    /// integer, nor a number into a bool.
    #[must_use]
    pub fn can_hold(self, other: Self) -> bool {
        other.category() <= self.category()
    }

    fn category(self) -> u8 {
        match self {
            Self::Bool => 0,
            _ if self.is_integer() => 1,
            _ => 2,
        }
    }
}

thread_local! {
    static DEFAULT: Cell<DType> = const { Cell::new(DType::Float32) };
}

/// The type that Python floats become (`torch.get_default_dtype`).
#[must_use]
pub fn default_dtype() -> DType {
    DEFAULT.get()
}

/// `torch.set_default_dtype(dtype)`
pub fn set_default_dtype(dtype: DType) {
    DEFAULT.set(dtype);
}

/// The type of the result of an operation between `tensors` (`torch.result_type`).
///
/// Tensors with dimensions decide; a 0-dimensional tensor, and after it a Python number, only raises
/// the category (bool → integer → float), never the width inside it.
#[must_use]
pub fn result_type<'a>(tensors: impl IntoIterator<Item = &'a Tensor>) -> DType {
    let mut ranks: [Option<DType>; 3] = [None; 3];
    for tensor in tensors {
        let rank = if tensor.is_wrapped_number() { 2 } else { usize::from(tensor.ndim() == 0) };
        let dtype = if rank == 2 && tensor.dtype() == DType::Float64 { default_dtype() } else { tensor.dtype() };
        ranks[rank] = Some(ranks[rank].map_or(dtype, |held| held.promote(dtype)));
    }
    ranks
        .into_iter()
        .flatten()
        .reduce(|strong, weak| if weak.category() > strong.category() { weak } else { strong })
        .unwrap_or_else(default_dtype)
}
