//! How tensors are printed.

use crate::{
    python::binding::{
        arguments::Arguments,
        function::{Function, Outcome, function},
        value::Value,
    },
    tensor::display::{PrintOptions, print_options, set_print_options},
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[function(
    "set_printoptions(int? precision=None, Scalar? threshold=None, int? edgeitems=None, int? linewidth=None, \
     str? profile=None, bool? sci_mode=None)",
    set,
)];

/// A profile first, then what is given by itself; `sci_mode` is forgotten unless it is given.
#[expect(clippy::unnecessary_wraps, reason = "what a table asks of its functions")]
fn set(a: &Arguments<'_>) -> Outcome {
    let held = print_options();
    let profile = a.text_or_none(4).and_then(|name| PrintOptions::profile(&name)).unwrap_or(held);
    let size = |index: usize| a.int_or_none(index).map(|size| usize::try_from(size).unwrap_or(0));
    set_print_options(PrintOptions {
        precision: size(0).unwrap_or(profile.precision),
        threshold: a.scalar_or_none(1).map_or(profile.threshold, |limit| finite(limit.to_f64())),
        edge_items: size(2).unwrap_or(profile.edge_items),
        line_width: size(3).unwrap_or(profile.line_width),
        scientific: a.bool_or_none(5),
    });
    Ok(Value::None)
}

/// An infinite threshold is none; a float as threshold counts its whole part.
fn finite(limit: f64) -> Option<usize> {
    limit.is_finite().then_some(limit as usize)
}
