//! Tensors that are repeated so that their shapes fit.

use super::{numbers::shape_of, seen::Seen};
use crate::trace::Source;

/// Operations on pairs of elements.
const PAIRED: [&str; 27] = [
    "add",
    "sub",
    "mul",
    "div",
    "true_divide",
    "floor_divide",
    "remainder",
    "fmod",
    "pow",
    "maximum",
    "minimum",
    "fmax",
    "fmin",
    "atan2",
    "hypot",
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "isclose",
    "logical_and",
    "logical_or",
    "logical_xor",
    "where",
    "lerp",
];

/// Along which dimensions a tensor of one shape is repeated to have another, and how often.
pub fn repeats(from: &[usize], to: &[usize]) -> Vec<(usize, usize)> {
    let new = to.len().saturating_sub(from.len());
    let size = |dim: usize| if dim < new { 1 } else { from[dim - new] };
    let times = |dim: usize| (size(dim) > 0).then(|| to[dim] / size(dim)).filter(|&times| times > 1);
    (0..to.len()).filter_map(|dim| Some((dim, times(dim)?))).collect()
}

/// `3 veces a lo largo de la dimensión 1`; empty where nothing is repeated.
pub fn told(from: &[usize], to: &[usize]) -> String {
    let each =
        repeats(from, to).into_iter().map(|(dim, times)| format!("{times} veces a lo largo de la dimensión {dim}"));
    each.collect::<Vec<_>>().join(" y ")
}

/// Which inputs of an operation on pairs are repeated: `a, de forma (2,), se repite …`; empty where none is.
pub fn of(seen: Seen<'_>) -> String {
    let name = seen.operation.name.trim_end_matches('_');
    if !PAIRED.contains(&name) {
        return String::new();
    }
    let to = &seen.operation.output.shape;
    let inputs = seen.operation.inputs.iter().zip(["a", "b", "c"]);
    let tensors = inputs.filter(|(input, _)| input.source != Source::Number);
    let stretched = tensors.filter(|(input, _)| !repeats(&input.value.shape, to).is_empty());
    let each = stretched.map(|(input, letter)| {
        let from = &input.value.shape;
        let how = if input.value.stats.count == 1 {
            "se usa con todos los elementos, porque es un solo número".to_owned()
        } else {
            format!("se repite {}", told(from, to))
        };
        format!("{letter}, de forma {}, {how}", shape_of(from))
    });
    each.collect::<Vec<_>>().join("; ")
}

/// Whether a loss compares a prediction and a target of different shapes: one of them is repeated, or both.
pub fn mismatch(seen: Seen<'_>) -> Option<(&[usize], &[usize], bool)> {
    let (prediction, target) = (seen.original(0)?, seen.original(1)?);
    let to: Vec<usize> =
        seen.operation.inputs.get(..2).map(|pair| common(&pair[0].value.shape, &pair[1].value.shape))?;
    let (first, second) = (!repeats(prediction, &to).is_empty(), !repeats(target, &to).is_empty());
    (first || second).then_some((prediction, target, first && second))
}

/// The shape that both are stretched to.
fn common(one: &[usize], other: &[usize]) -> Vec<usize> {
    let ndim = one.len().max(other.len());
    let size = |shape: &[usize], dim: usize| (dim + shape.len()).checked_sub(ndim).map_or(1, |at| shape[at]);
    (0..ndim).map(|dim| size(one, dim).max(size(other, dim))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_repeated_is_found_from_the_shapes() {
        assert_eq!(repeats(&[2], &[2, 2]), [(0, 2)]);
        assert_eq!(repeats(&[2, 1], &[2, 3]), [(1, 3)]);
        assert_eq!(repeats(&[2, 2], &[2, 2]), []);
        assert_eq!(repeats(&[], &[4]), [(0, 4)]);
        assert_eq!(common(&[3, 1], &[3]), [3, 3]);
        assert_eq!(told(&[3], &[2, 3]), "2 veces a lo largo de la dimensión 0");
    }
}
