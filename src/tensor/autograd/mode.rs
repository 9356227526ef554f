//! Whether operations are recorded (`torch.no_grad`, `torch.enable_grad`).

use std::cell::Cell;

thread_local! {
    static ENABLED: Cell<bool> = const { Cell::new(true) };
}

/// `torch.is_grad_enabled()`.
#[must_use]
pub fn is_grad_enabled() -> bool {
    ENABLED.get()
}

/// `torch.set_grad_enabled(enabled)`; returns what held before.
pub fn set_grad_enabled(enabled: bool) -> bool {
    ENABLED.replace(enabled)
}

/// Sets the mode until it is dropped.
#[must_use]
pub struct GradMode(bool);

impl GradMode {
    /// Recording on or off from here to the end of the scope.
    pub fn set(enabled: bool) -> Self {
        Self(set_grad_enabled(enabled))
    }
}

impl Drop for GradMode {
    fn drop(&mut self) {
        set_grad_enabled(self.0);
    }
}
