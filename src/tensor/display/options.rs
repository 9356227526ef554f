//! How much of a tensor is shown, and how precisely.

use std::cell::Cell;

/// `torch.set_printoptions`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrintOptions {
    /// Digits after the point.
    pub precision: usize,
    /// The most elements that are shown in full; `None` for no limit.
    pub threshold: Option<usize>,
    /// Elements shown at the start and at the end of each dimension of a larger tensor.
    pub edge_items: usize,
    /// Columns of a line.
    pub line_width: usize,
    /// Scientific notation: always, never, or as the values ask for it.
    pub scientific: Option<bool>,
}

impl PrintOptions {
    /// `profile='default'`
    pub const DEFAULT: Self =
        Self { precision: 4, threshold: Some(1000), edge_items: 3, line_width: 80, scientific: None };
    /// `profile='short'`
    pub const SHORT: Self = Self { precision: 2, edge_items: 2, ..Self::DEFAULT };
    /// `profile='full'`
    pub const FULL: Self = Self { threshold: None, ..Self::DEFAULT };

    /// The profile of this name.
    #[must_use]
    pub fn profile(name: &str) -> Option<Self> {
        match name {
            "default" => Some(Self::DEFAULT),
            "short" => Some(Self::SHORT),
            "full" => Some(Self::FULL),
            _ => None,
        }
    }
}

impl Default for PrintOptions {
    fn default() -> Self {
        Self::DEFAULT
    }
}

thread_local! {
    static CURRENT: Cell<PrintOptions> = const { Cell::new(PrintOptions::DEFAULT) };
}

/// What the program has set (`torch.get_printoptions`).
#[must_use]
pub fn print_options() -> PrintOptions {
    CURRENT.get()
}

/// Sets what holds from now on; returns what held before.
pub fn set_print_options(options: PrintOptions) -> PrintOptions {
    CURRENT.replace(options)
}
