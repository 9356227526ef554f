//! The memory behind tensors: one typed buffer that views share.

use std::{
    cell::{Cell, Ref, RefCell, RefMut},
    rc::Rc,
};

use half::f16;

use super::{
    dtype::DType,
    element::Element,
    error::{Error, Result},
    pool,
};

/// A run of elements of one type.
#[derive(Clone, Debug)]
pub enum Buffer {
    /// `torch.bool`
    Bool(Vec<bool>),
    /// `torch.uint8`
    UInt8(Vec<u8>),
    /// `torch.int8`
    Int8(Vec<i8>),
    /// `torch.int16`
    Int16(Vec<i16>),
    /// `torch.int32`
    Int32(Vec<i32>),
    /// `torch.int64`
    Int64(Vec<i64>),
    /// `torch.float16`
    Float16(Vec<f16>),
    /// `torch.float32`
    Float32(Vec<f32>),
    /// `torch.float64`
    Float64(Vec<f64>),
}

/// Runs `$body` with `$xs` bound to the typed vector in `$buffer`.
#[macro_export]
#[doc(hidden)]
macro_rules! with_buffer {
    ($buffer:expr, $xs:ident => $body:expr) => {
        match $buffer {
            $crate::tensor::Buffer::Bool($xs) => $body,
            $crate::tensor::Buffer::UInt8($xs) => $body,
            $crate::tensor::Buffer::Int8($xs) => $body,
            $crate::tensor::Buffer::Int16($xs) => $body,
            $crate::tensor::Buffer::Int32($xs) => $body,
            $crate::tensor::Buffer::Int64($xs) => $body,
            $crate::tensor::Buffer::Float16($xs) => $body,
            $crate::tensor::Buffer::Float32($xs) => $body,
            $crate::tensor::Buffer::Float64($xs) => $body,
        }
    };
}

/// Runs `$body` with the type alias `$T` set to the Rust type of a [`DType`].
#[macro_export]
#[doc(hidden)]
macro_rules! with_dtype {
    ($dtype:expr, $T:ident => $body:expr) => {
        match $dtype {
            $crate::tensor::DType::Bool => {
                type $T = bool;
                $body
            }
            $crate::tensor::DType::UInt8 => {
                type $T = u8;
                $body
            }
            $crate::tensor::DType::Int8 => {
                type $T = i8;
                $body
            }
            $crate::tensor::DType::Int16 => {
                type $T = i16;
                $body
            }
            $crate::tensor::DType::Int32 => {
                type $T = i32;
                $body
            }
            $crate::tensor::DType::Int64 => {
                type $T = i64;
                $body
            }
            $crate::tensor::DType::Float16 => {
                type $T = half::f16;
                $body
            }
            $crate::tensor::DType::Float32 => {
                type $T = f32;
                $body
            }
            $crate::tensor::DType::Float64 => {
                type $T = f64;
                $body
            }
        }
    };
}

/// Like [`with_dtype!`] for the types that arithmetic runs in; `$other` is the value for the rest
/// (bool and float16).
#[macro_export]
#[doc(hidden)]
macro_rules! with_number {
    ($dtype:expr, $T:ident => $body:expr, else $other:expr) => {
        match $dtype {
            $crate::tensor::DType::UInt8 => {
                type $T = u8;
                $body
            }
            $crate::tensor::DType::Int8 => {
                type $T = i8;
                $body
            }
            $crate::tensor::DType::Int16 => {
                type $T = i16;
                $body
            }
            $crate::tensor::DType::Int32 => {
                type $T = i32;
                $body
            }
            $crate::tensor::DType::Int64 => {
                type $T = i64;
                $body
            }
            $crate::tensor::DType::Float32 => {
                type $T = f32;
                $body
            }
            $crate::tensor::DType::Float64 => {
                type $T = f64;
                $body
            }
            _ => $other,
        }
    };
}

/// Like [`with_dtype!`] for the integers other than bool; `$other` is the value for the rest.
#[macro_export]
#[doc(hidden)]
macro_rules! with_integer {
    ($dtype:expr, $T:ident => $body:expr, else $other:expr) => {
        match $dtype {
            $crate::tensor::DType::UInt8 => {
                type $T = u8;
                $body
            }
            $crate::tensor::DType::Int8 => {
                type $T = i8;
                $body
            }
            $crate::tensor::DType::Int16 => {
                type $T = i16;
                $body
            }
            $crate::tensor::DType::Int32 => {
                type $T = i32;
                $body
            }
            $crate::tensor::DType::Int64 => {
                type $T = i64;
                $body
            }
            _ => $other,
        }
    };
}

/// Like [`with_dtype!`] for float32 and float64; `$other` is the value for the rest.
#[macro_export]
#[doc(hidden)]
macro_rules! with_float {
    ($dtype:expr, $T:ident => $body:expr, else $other:expr) => {
        match $dtype {
            $crate::tensor::DType::Float32 => {
                type $T = f32;
                $body
            }
            $crate::tensor::DType::Float64 => {
                type $T = f64;
                $body
            }
            _ => $other,
        }
    };
}

/// Runs `$body` with `$T` set to a type that keeps the order of all elements of a [`DType`]: f64 or i64.
#[macro_export]
#[doc(hidden)]
macro_rules! with_ordered {
    ($dtype:expr, $T:ident => $body:expr) => {
        if $dtype.is_floating_point() {
            type $T = f64;
            $body
        } else {
            type $T = i64;
            $body
        }
    };
}

impl Buffer {
    /// The type of its elements.
    #[must_use]
    pub const fn dtype(&self) -> DType {
        match self {
            Self::Bool(_) => DType::Bool,
            Self::UInt8(_) => DType::UInt8,
            Self::Int8(_) => DType::Int8,
            Self::Int16(_) => DType::Int16,
            Self::Int32(_) => DType::Int32,
            Self::Int64(_) => DType::Int64,
            Self::Float16(_) => DType::Float16,
            Self::Float32(_) => DType::Float32,
            Self::Float64(_) => DType::Float64,
        }
    }

    /// How many elements it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        with_buffer!(self, xs => xs.len())
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// An empty vector with room for `count` elements.
///
/// # Errors
/// PyTorch's `RuntimeError` when the memory is not there.
pub fn allocate<T: Element>(count: usize) -> Result<Vec<T>> {
    if let Some(mut elements) = pool::take(count) {
        elements.clear();
        return Ok(elements);
    }
    reserve(count)
}

/// A vector of `count` elements to be overwritten: their values mean nothing.
///
/// # Errors
/// As [`allocate`].
pub fn blank<T: Element>(count: usize) -> Result<Vec<T>> {
    if let Some(elements) = pool::take(count) {
        return Ok(elements);
    }
    let mut elements = reserve(count)?;
    elements.resize(count, T::default());
    Ok(elements)
}

fn reserve<T: Element>(count: usize) -> Result<Vec<T>> {
    let mut elements = Vec::new();
    if elements.try_reserve_exact(count).is_err() {
        pool::release();
        let failed = |_| out_of_memory(count.saturating_mul(T::DTYPE.item_size()));
        elements.try_reserve_exact(count).map_err(failed)?;
    }
    Ok(elements)
}

fn out_of_memory(bytes: usize) -> Error {
    Error::runtime(format!(
        "[enforce fail at alloc_cpu.cpp:121] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to \
         allocate {bytes} bytes. Error code 12 (Cannot allocate memory)"
    ))
}

/// A buffer that several tensors may view, with the version that in-place operations raise.
#[derive(Debug)]
pub struct Storage {
    buffer: Rc<RefCell<Buffer>>,
    version: Cell<u64>,
}

impl Storage {
    /// Takes ownership of a buffer, at version 0.
    #[must_use]
    pub fn new(buffer: Buffer) -> Self {
        Self { buffer: Rc::new(RefCell::new(buffer)), version: Cell::new(0) }
    }

    /// The same buffer with a count of its own, which begins at `version`: what `Tensor.data` shows.
    #[must_use]
    pub fn counted_apart(&self, version: u64) -> Self {
        Self { buffer: Rc::clone(&self.buffer), version: Cell::new(version) }
    }

    /// Whether both hold the same buffer.
    #[must_use]
    pub fn is_shared_with(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.buffer, &other.buffer)
    }

    /// A number that tells its buffer from every other one alive.
    #[must_use]
    pub fn address(&self) -> usize {
        Rc::as_ptr(&self.buffer).cast::<u8>() as usize
    }

    /// Reads the elements.
    #[must_use]
    pub fn borrow(&self) -> Ref<'_, Buffer> {
        self.buffer.borrow()
    }

    /// Writes the elements; the caller raises the version.
    #[must_use]
    pub fn borrow_mut(&self) -> RefMut<'_, Buffer> {
        self.buffer.borrow_mut()
    }

    /// How many in-place operations have changed it (`Tensor._version`).
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version.get()
    }

    /// Counts an in-place operation.
    pub fn bump_version(&self) {
        self.version.set(self.version.get() + 1);
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        if let Some(buffer) = Rc::get_mut(&mut self.buffer) {
            pool::keep(std::mem::replace(buffer.get_mut(), Buffer::Bool(Vec::new())));
        }
    }
}
