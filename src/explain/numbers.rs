//! Numbers as the explanations write them.

use crate::{trace::Snapshot, view::scientific};

/// Beyond this, digits before the point say nothing any more.
const HUGE: f64 = 1e16;

/// Four decimals as PyTorch prints them, fewer where fewer are exact, with a real minus sign: `−0.8728`, `4.5e-05`.
pub fn number(value: f64) -> String {
    signed(plain(value))
}

/// A number by its order of magnitude: `5e-05`.
pub fn magnitude(value: f64) -> String {
    signed(scientific(value, 0))
}

/// With a real minus sign before it.
fn signed(text: String) -> String {
    text.strip_prefix('-').map(|size| format!("−{size}")).unwrap_or(text)
}

fn plain(value: f64) -> String {
    if !value.is_finite() {
        return value.to_string().to_lowercase();
    }
    let rounded = (value * 1e4).round() / 1e4;
    #[expect(clippy::float_cmp, reason = "the question is whether the digits are exact")]
    let exact = rounded as f32 == value as f32;
    match value.abs() {
        _ if rounded == 0.0 && exact => "0".to_owned(),
        size if exact && size < HUGE => format!("{rounded}"),
        1e-3..1e6 => format!("{value:.4}"),
        _ => in_powers(value),
    }
}

/// In powers of ten, with four decimals unless fewer are exact.
fn in_powers(value: f64) -> String {
    let text = scientific(value, 4);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "+00"));
    let short = format!("{}e{exponent}", mantissa.trim_end_matches('0').trim_end_matches('.'));
    if short.parse() == Ok(value as f32) { short } else { text }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_pytorch_writes_them() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (-6.0, "−6"),
            (f64::from(0.1_f32), "0.1"),
            (-0.872_812, "−0.8728"),
            (0.999_96, "1.0000"),
            (f64::from(4.5e-5_f32), "4.5e-05"),
            (-4.539_787e-5, "−4.5398e-05"),
            (2.0, "2"),
            (1_234_567.0, "1234567"),
            (1e20, "1e+20"),
            (f64::NEG_INFINITY, "−inf"),
            (f64::NAN, "nan"),
        ] {
            assert_eq!(number(value), expected, "{value}");
        }
    }
}
