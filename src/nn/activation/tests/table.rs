//! Each entry of the table against mathematics: derivatives by finite differences, range, symmetry.

use crate::{
    nn::activation::{ACTIVATIONS, Activation, Bound, Scope, Sides},
    tensor::{
        Attribute, Tensor,
        autograd::{Pass, grad},
        testing::check_second_gradients,
    },
};

const STEP: f64 = 1e-5;
const CREATE: Pass = Pass { retain_graph: true, create_graph: true };

/// Points that meet no kink, and none where only the second derivative jumps.
fn grid() -> Vec<f64> {
    (0..60).map(|i| -8.03 + 0.27 * f64::from(i)).collect()
}

fn elementwise() -> impl Iterator<Item = &'static Activation> {
    ACTIVATIONS.iter().copied().filter(|activation| activation.scope == Scope::Element)
}

fn values(activation: &Activation, points: &[f64]) -> Vec<f64> {
    let x = Tensor::from_vec(points.to_vec(), &[points.len()]);
    activation.run(&x, &[]).expect("takes floats").to_vec()
}

/// First and, where there is one, second derivatives.
fn derivatives(activation: &Activation, points: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let x = Tensor::from_vec(points.to_vec(), &[points.len()]);
    x.set_requires_grad(true).expect("float64");
    let ones = || Some(Tensor::full(1.0, &[points.len()]).expect("small"));
    let y = activation.run(&x, &[]).expect("takes floats");
    let first = grad(&[(y, ones())], std::slice::from_ref(&x), CREATE).expect("differentiable")[0].clone();
    let first = first.expect("depends on x");
    let second = grad(&[(first.clone(), ones())], &[x], Pass::default()).expect("twice")[0].clone();
    (first.to_vec(), second.map_or_else(|| vec![0.0; points.len()], |second| second.to_vec()))
}

fn slopes(points: &[f64], mut of: impl FnMut(&[f64]) -> Vec<f64>) -> Vec<f64> {
    let mut moved = |by: f64| of(&points.iter().map(|x| x + by).collect::<Vec<_>>());
    let (above, below) = (moved(STEP), moved(-STEP));
    above.iter().zip(below).map(|(a, b)| (a - b) / (2.0 * STEP)).collect()
}

fn assert_close(name: &str, points: &[f64], found: &[f64], expected: &[f64]) {
    for ((x, found), expected) in points.iter().zip(found).zip(expected) {
        assert!((found - expected).abs() <= 1e-8 * (1.0 + expected.abs()), "{name}({x}): {found} ≠ {expected}");
    }
}

#[test]
fn gradients_are_the_slopes_of_values() {
    let points = grid();
    for activation in elementwise() {
        let expected = slopes(&points, |points| values(activation, points));
        assert_close(activation.name, &points, &derivatives(activation, &points).0, &expected);
    }
}

#[test]
fn second_derivatives_are_the_slopes_of_gradients() {
    let points = grid();
    for activation in elementwise() {
        let expected = slopes(&points, |points| derivatives(activation, points).0);
        assert_close(activation.name, &points, &derivatives(activation, &points).1, &expected);
    }
}

#[test]
fn values_stay_in_the_range_and_come_near_its_ends() {
    let far = [-1e6, 1e6];
    let points: Vec<f64> = (-4000..=4000).map(|i| f64::from(i) / 100.0).chain(far).collect();
    for activation in elementwise() {
        let values = values(activation, &points);
        let (least, most) = values.iter().fold((f64::MAX, f64::MIN), |(l, m), v| (l.min(*v), m.max(*v)));
        for (bound, end, sign) in [(activation.range.0, least, -1.0), (activation.range.1, most, 1.0)] {
            match bound {
                Bound::Unbounded => assert!(end * sign > 0.39, "{} ends at {end}", activation.name),
                Bound::Open(limit) | Bound::Closed(limit) => {
                    assert!(end * sign <= limit * sign + 1e-12, "{} passes {limit}: {end}", activation.name);
                    assert!((end - limit).abs() < 1e-4, "{} keeps away from {limit}: {end}", activation.name);
                }
            }
        }
    }
}

#[test]
fn the_facts_hold() {
    let points = grid();
    for activation in elementwise() {
        let (name, y) = (activation.name, values(activation, &points));
        let rises = y.windows(2).all(|pair| pair[0] <= pair[1]);
        assert_eq!(activation.monotone, rises, "{name}: monotone");
        let mirrored: Vec<f64> = points.iter().map(|x| -x).collect();
        let odd = values(activation, &mirrored).iter().zip(&y).all(|(a, b)| (a + b).abs() < 1e-12);
        assert_eq!(activation.odd, odd, "{name}: odd");
        let ends = derivatives(activation, &[-1e6, 1e6]).0;
        let saturates = match (ends[0].abs() < 1e-9, ends[1].abs() < 1e-9) {
            (true, true) => Sides::Both,
            (true, false) => Sides::Left,
            (false, true) => Sides::Right,
            (false, false) => Sides::Neither,
        };
        assert_eq!(activation.saturates, saturates, "{name}: saturates");
    }
}

#[test]
fn kinks_are_where_slopes_from_both_sides_differ() {
    let candidates = [-6.0, -3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0, 6.0];
    for activation in elementwise() {
        let kinks: Vec<f64> = candidates
            .into_iter()
            .filter(|&x| {
                let y = values(activation, &[x - STEP, x, x + STEP]);
                ((y[2] - y[1]) - (y[1] - y[0])).abs() > 1e-3 * STEP
            })
            .collect();
        assert_eq!(activation.kinks, kinks, "{}", activation.name);
    }
}

#[test]
fn in_place_gives_the_same_and_joins_the_graph() {
    for activation in ACTIVATIONS.iter().filter(|activation| activation.has_inplace) {
        let leaf = Tensor::from_vec(vec![-1.5_f32, 2.0], &[2]);
        leaf.set_requires_grad(true).expect("float32");
        let x = leaf.duplicate().expect("copies");
        let expected = activation.run(&x, &[]).expect("takes floats");
        let y = activation.run_(&x, &[]).expect("no leaf");
        assert!(y.is_same(&x), "{}", activation.name);
        assert_eq!(y.to_vec::<f32>(), expected.to_vec::<f32>(), "{}", activation.name);
        // Of some, PyTorch gives the node in place another number.
        let node = |tensor: &Tensor| tensor.grad_fn().map(|node| node.name().trim_end_matches(['0', '1']).to_owned());
        assert_eq!(node(&y), node(&expected), "{}", activation.name);
    }
}

/// Weights that tell the elements apart.
fn weighed(y: &Tensor) -> Tensor {
    let weights = (0..y.numel()).map(|i| f64::from(u8::try_from(i * 7 % 5).expect("small")) - 1.5).collect();
    y.mul(&Tensor::from_vec(weights, &y.shape())).expect("one shape")
}

#[test]
fn those_along_a_dimension_are_differentiable_twice() {
    for activation in ACTIVATIONS.iter().filter(|activation| activation.scope == Scope::Dimension) {
        let x = Tensor::from_vec((0..12).map(|i| (f64::from(i) * 1.7).sin()).collect(), &[1, 4, 3, 1]);
        let arguments = [("dim", Attribute::Int(1))];
        check_second_gradients(|x| activation.run(&x[0], &arguments).map(|y| weighed(&y)), &[x]);
    }
}
