//! Tensors on `ndarray` with PyTorch's semantics, and autograd that can be watched.
//!
//! [`Tensor`] is a view of a [`Storage`]; every operation is an [`Operation`] that passes
//! [`dispatch`]; [`autograd`] records and walks back.

pub mod autograd;
mod broadcast;
mod counterpart;
pub mod dispatch;
pub mod display;
mod dtype;
mod element;
mod error;
pub mod kernel;
mod layout;
mod math;
pub mod ops;
mod pool;
pub mod random;
mod real;
mod single;
mod storage;
#[expect(clippy::module_inception, reason = "the file holds the type that the module is named after")]
mod tensor;
#[cfg(test)]
pub mod testing;

pub use broadcast::broadcast_shapes;
pub use counterpart::Counterpart;
pub use dispatch::{
    Attribute, Attributes, Gradients, Observer, Operation, Saves, apply, apply_inplace, composite, inplace,
};
pub use dtype::{DType, default_dtype, result_type, set_default_dtype};
pub use element::{Element, cast};
pub use error::{Error, ErrorKind, Result};
pub use layout::{Layout, row_major, wrap_dim};
pub use real::Real;
pub use storage::{Buffer, Storage, allocate};
pub use tensor::{Tensor, WeakTensor, element_count};
