//! For tests: gradients against central differences in float64, and small tensors to try them on.

use std::ops::Range;

use proptest::prelude::*;

use super::{
    Result, Tensor,
    autograd::{Pass, grad},
};

const STEP: f64 = 1e-5;
const TOLERANCE: f64 = 1e-6;

/// Checks the gradient of `function` with respect to every element of every input. The inputs are
/// float64, and no element may lie within [`STEP`] of a kink.
///
/// # Panics
/// When a gradient is off, or `function` fails.
pub fn check_gradients(function: impl Fn(&[Tensor]) -> Result<Tensor>, inputs: &[Tensor]) {
    let leaves = leaves(inputs);
    let output = function(&leaves).expect("the function takes these inputs");
    let seed = seed_for(&output);
    let found = grad(&[(output, Some(seed.clone()))], &leaves, Pass::default()).expect("the output has a graph");
    for (index, found) in found.iter().enumerate() {
        let expected = differences(&function, inputs, index, &seed);
        let found = found.as_ref().map_or_else(|| vec![0.0; expected.len()], Tensor::to_vec::<f64>);
        assert_close(&found, &expected, &format!("gradient of input {index} of {inputs:?}"));
    }
}

/// Checks the second derivatives too: the recorded backward pass is itself checked as a function.
///
/// # Panics
/// As [`check_gradients`].
pub fn check_second_gradients(function: impl Fn(&[Tensor]) -> Result<Tensor>, inputs: &[Tensor]) {
    check_gradients(&function, inputs);
    for index in 0..inputs.len() {
        check_gradients(|inputs| gradient(&function, inputs, index), inputs);
    }
}

/// The gradient with respect to one input, recorded; zeros where the output does not depend on it.
fn gradient(function: impl Fn(&[Tensor]) -> Result<Tensor>, inputs: &[Tensor], index: usize) -> Result<Tensor> {
    let own: Vec<Tensor> = inputs.iter().map(|input| input.mul(&Tensor::scalar(1.0))).collect::<Result<_>>()?;
    let output = function(&own)?;
    let seed = seed_for(&output);
    let pass = Pass { create_graph: true, ..Pass::default() };
    let found =
        if output.requires_grad() { grad(&[(output, Some(seed))], &own[index..=index], pass)?.remove(0) } else { None };
    let zeros = || inputs[index].mul(&Tensor::scalar(0.0));
    found.map_or_else(zeros, |grad| grad.add(&zeros()?))
}

fn leaves(inputs: &[Tensor]) -> Vec<Tensor> {
    let fresh = |input: &Tensor| {
        let leaf = Tensor::from_vec(input.to_vec::<f64>(), &input.shape());
        leaf.set_requires_grad(true).map(|()| leaf)
    };
    inputs.iter().map(fresh).collect::<Result<_>>().expect("float64 may require gradients")
}

/// A weight for each output, so that errors do not cancel in a sum.
fn seed_for(output: &Tensor) -> Tensor {
    let weights = (0..output.numel()).map(|i| (i as f64 * 0.7 + 0.3).cos() + 1.5).collect();
    Tensor::from_vec::<f64>(weights, &output.shape())
}

fn differences(
    function: &impl Fn(&[Tensor]) -> Result<Tensor>,
    inputs: &[Tensor],
    index: usize,
    seed: &Tensor,
) -> Vec<f64> {
    let weights = seed.to_vec::<f64>();
    let at = |place: usize, shift: f64| {
        let moved = leaves(inputs);
        let mut elements = inputs[index].to_vec::<f64>();
        elements[place] += shift;
        moved[index].write(&elements).expect("as many");
        let output = function(&moved).expect("the function takes these inputs").to_vec::<f64>();
        output.iter().zip(&weights).map(|(y, w)| y * w).sum::<f64>()
    };
    (0..inputs[index].numel()).map(|place| (at(place, STEP) - at(place, -STEP)) / (2.0 * STEP)).collect()
}

/// Whether all agree to six digits.
///
/// # Panics
/// When they do not.
pub fn assert_close(found: &[f64], expected: &[f64], what: &str) {
    let close = |(a, b): (&f64, &f64)| (a - b).abs() <= TOLERANCE * (1.0 + a.abs().max(b.abs()));
    let same = found.len() == expected.len() && found.iter().zip(expected).all(close);
    assert!(same, "{what}: found {found:?}, expected {expected:?}");
}

/// Shapes of up to three dimensions of one to three elements.
pub fn shape() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(1_usize..=3, 0..=3)
}

/// A float64 tensor of a shape with elements from a range.
pub fn doubles(shape: Vec<usize>, range: Range<f64>) -> impl Strategy<Value = Tensor> {
    let count = shape.iter().product::<usize>();
    prop::collection::vec(range, count).prop_map(move |elements| Tensor::from_vec(elements, &shape))
}

/// A float64 tensor of any small shape with elements from a range.
pub fn small(range: Range<f64>) -> impl Strategy<Value = Tensor> {
    shape().prop_flat_map(move |shape| doubles(shape, range.clone()))
}

/// A float64 tensor of a shape whose elements lie in -1..1, in any order, each far from the next: no
/// step of a difference changes which is larger.
pub fn distinct(shape: Vec<usize>) -> impl Strategy<Value = Tensor> {
    let count = shape.iter().product::<usize>();
    let gap = 2.0 / count as f64;
    let ranks = Just((0..count).collect::<Vec<_>>()).prop_shuffle();
    let shifts = prop::collection::vec(0.0..0.9, count);
    (ranks, shifts).prop_map(move |(ranks, shifts)| {
        let elements = ranks.iter().zip(shifts).map(|(&rank, shift)| (rank as f64 + shift) * gap - 1.0).collect();
        Tensor::from_vec(elements, &shape)
    })
}

/// Two float64 tensors of shapes that broadcast, with elements from a range each.
pub fn pair(first: Range<f64>, second: Range<f64>) -> impl Strategy<Value = [Tensor; 2]> {
    let dimension = |n: usize| prop::sample::select(vec![(n, n), (1, n), (n, 1)]);
    let shapes = shape().prop_flat_map(move |shape| shape.into_iter().map(dimension).collect::<Vec<_>>());
    shapes.prop_flat_map(move |sizes| {
        let (a, b) = sizes.into_iter().unzip();
        (doubles(a, first.clone()), doubles(b, second.clone())).prop_map(|(a, b)| [a, b])
    })
}

proptest! {
    #[test]
    fn arithmetic_has_its_gradients([a, b] in pair(-2.0..2.0, 0.5..2.0)) {
        check_second_gradients(|x| x[0].mul(&x[1])?.div(&x[1].add(&x[0].mul(&x[0])?)?), &[a, b]);
    }
}
