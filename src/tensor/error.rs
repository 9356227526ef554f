//! Errors in PyTorch's own words.

use std::{borrow::Cow, fmt};

/// The Python exception that an [`Error`] becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// `RuntimeError`
    Runtime,
    /// `TypeError`
    Type,
    /// `ValueError`
    Value,
    /// `IndexError`
    Index,
    /// `torch.linalg.LinAlgError`
    LinearAlgebra,
    /// `NotImplementedError`
    NotImplemented,
    /// An exception that a Python callback raised, kept by whoever called back.
    Callback,
}

/// A failed tensor operation; the message is PyTorch's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Which exception it is.
    pub kind: ErrorKind,
    /// PyTorch's text, word for word.
    pub message: Cow<'static, str>,
}

/// What tensor operations return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

macro_rules! constructors {
    ($($name:ident => $kind:ident),*) => {$(
        #[doc = concat!("An error that Python raises as `ErrorKind::", stringify!($kind), "`.")]
        pub fn $name(message: impl Into<Cow<'static, str>>) -> Self {
            Self { kind: ErrorKind::$kind, message: message.into() }
        }
    )*};
}

impl Error {
    constructors!(runtime => Runtime, type_error => Type, value => Value, index => Index,
        linear_algebra => LinearAlgebra, not_implemented => NotImplemented, callback => Callback);
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
