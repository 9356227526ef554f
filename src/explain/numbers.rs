//! Numbers as the explanations write them.

use crate::trace::Snapshot;

/// Four decimals as PyTorch prints them, fewer where fewer are exact, with a real minus sign.
pub fn number(value: f64) -> String {
    plain(value).replace('-', "−")
}

fn plain(value: f64) -> String {
    if !value.is_finite() {
        return value.to_string().to_lowercase();
    }
    let rounded = (value * 1e4).round() / 1e4;
    #[expect(clippy::float_cmp, reason = "the question is whether the digits are exact")]
    let exact = rounded as f32 == value as f32;
    match value.abs() {
        _ if exact => format!("{rounded}").replace("-0", if rounded == 0.0 { "0" } else { "-0" }),
        1e-3..1e6 => format!("{value:.4}"),
        _ => format!("{value:.4e}"),
    }
}

/// A factor or term: negative ones in brackets.
pub fn bracketed(value: f64) -> String {
    if value < 0.0 { format!("({})", number(value)) } else { number(value) }
}

/// Values after each other with their signs: `1 − 2 + 0.5`.
pub fn signed_sum(values: &[f64]) -> String {
    let mut text = String::new();
    for (index, &value) in values.iter().enumerate() {
        match (index, value < 0.0) {
            (0, _) => text.push_str(&number(value)),
            (_, true) => text = format!("{text} − {}", number(-value)),
            (_, false) => text = format!("{text} + {}", number(value)),
        }
    }
    text
}

/// A shape as Python prints it: `(2,)`.
pub fn shape(snapshot: &Snapshot) -> String {
    shape_of(&snapshot.shape)
}

/// The same of sizes.
pub fn shape_of(sizes: &[usize]) -> String {
    match sizes {
        [size] => format!("({size},)"),
        sizes => format!("({})", sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
    }
}

/// An element's place: `z[0, 1]`; of a tensor without dimensions, its name alone.
pub fn element(name: &str, index: &[usize]) -> String {
    let places: Vec<String> = index.iter().map(ToString::to_string).collect();
    if places.is_empty() { name.to_owned() } else { format!("{name}[{}]", places.join(", ")) }
}

/// Every index of a shape, in row-major order.
pub fn indices(shape: &[usize]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for &size in shape {
        all = all.into_iter().flat_map(|index| (0..size).map(move |at| [index.clone(), vec![at]].concat())).collect();
    }
    all
}
