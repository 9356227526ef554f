//! Python exceptions on their way through code that knows only tensor errors.

use std::cell::RefCell;

use rustpython_vm::{PyResult, builtins::PyBaseExceptionRef};

use crate::tensor::{Error, Result};

thread_local! {
    static RAISED: RefCell<Option<PyBaseExceptionRef>> = const { RefCell::new(None) };
}

/// Keeps the exception and passes on an error that stands for it.
///
/// # Errors
/// One of kind `Callback`, when the call raised.
pub fn keep<T>(result: PyResult<T>) -> Result<T> {
    result.map_err(|raised| {
        RAISED.set(Some(raised));
        Error::callback("a Python function called back raised an exception")
    })
}

/// The exception kept last.
#[must_use]
pub fn take() -> Option<PyBaseExceptionRef> {
    RAISED.take()
}
