//! Values and gradients at the edges, from real PyTorch in float64.

use proptest::prelude::*;

use super::elementary::number;
use crate::tensor::{
    DType, ErrorKind, Result, Tensor,
    autograd::{Pass, grad},
    testing::{check_second_gradients, doubles, pair, small},
};

const N: f64 = f64::NAN;
const I: f64 = f64::INFINITY;

type Two = fn(&Tensor, &Tensor) -> Result<Tensor>;

fn leaf(values: &[f64]) -> Tensor {
    let leaf = Tensor::from_vec(values.to_vec(), &[values.len()]);
    leaf.set_requires_grad(true).expect("float64");
    leaf
}

/// The output and the gradient of each leaf.
fn run(function: impl Fn(&[Tensor]) -> Result<Tensor>, leaves: &[Tensor]) -> Vec<Vec<f64>> {
    let output = function(leaves).expect("doubles");
    let seed = Tensor::full(1.0, &output.shape()).expect("small");
    let grads = grad(&[(output.clone(), Some(seed))], leaves, Pass::default()).expect("a graph");
    let grads = grads.iter().map(|grad| grad.as_ref().map_or_else(Vec::new, Tensor::to_vec::<f64>));
    std::iter::once(output.to_vec::<f64>()).chain(grads).collect()
}

fn assert_same(found: &[Vec<f64>], expected: &[&[f64]], what: &str) {
    let same = |a: f64, b: f64| a.is_nan() && b.is_nan() || a == b || (a - b).abs() < 1e-8 * (1.0 + b.abs());
    let fits = |(found, expected): (&Vec<f64>, &&[f64])| {
        found.len() == expected.len() && found.iter().zip(*expected).all(|(&a, &b)| same(a, b))
    };
    assert!(found.iter().zip(expected).all(fits), "{what}: found {found:?}, expected {expected:?}");
}

/// x and y are those of the first two rows.
#[test]
fn pairs_have_pytorch_s_edges() {
    let x = [0.0, 0.0, 2.0, -2.0, -2.0, N, 1.0, -1.0, 2.0];
    let y = [0.0, 2.0, 0.0, 3.0, 0.5, 1.0, N, 0.0, 2.0];
    let table: [(&str, Two, [[f64; 9]; 3]); 12] = [
        (
            "maximum",
            Tensor::maximum,
            [
                [0.0, 2.0, 2.0, 3.0, 0.5, N, N, 0.0, 2.0],
                [0.5, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.5],
                [0.5, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5],
            ],
        ),
        (
            "minimum",
            Tensor::minimum,
            [
                [0.0, 0.0, 0.0, -2.0, -2.0, N, N, -1.0, 2.0],
                [0.5, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5],
                [0.5, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.5],
            ],
        ),
        (
            "fmax",
            Tensor::fmax,
            [
                [0.0, 2.0, 2.0, 3.0, 0.5, 1.0, 1.0, 0.0, 2.0],
                [0.5, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.5],
                [0.5, 1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 0.5],
            ],
        ),
        (
            "fmin",
            Tensor::fmin,
            [
                [0.0, 0.0, 0.0, -2.0, -2.0, 1.0, 1.0, -1.0, 2.0],
                [0.5, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.5],
                [0.5, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.5],
            ],
        ),
        (
            "atan2",
            Tensor::atan2,
            [
                [0.0, 0.0, 1.570_796_327, -0.588_002_604, -1.325_817_664, N, N, -1.570_796_327, 0.785_398_163],
                [0.0, 0.5, 0.0, 0.230_769_231, 0.117_647_059, N, N, 0.0, 0.25],
                [-0.0, -0.0, -0.5, 0.153_846_154, 0.470_588_235, N, N, 1.0, -0.25],
            ],
        ),
        (
            "hypot",
            Tensor::hypot,
            [
                [0.0, 2.0, 2.0, 3.605_551_275, 2.061_552_813, N, N, 1.0, 2.828_427_125],
                [N, 0.0, 1.0, -0.554_700_196, -0.970_142_5, N, N, -1.0, 0.707_106_781],
                [N, 1.0, 0.0, 0.832_050_294, 0.242_535_625, N, N, 0.0, 0.707_106_781],
            ],
        ),
        (
            "copysign",
            Tensor::copysign,
            [
                [0.0, 0.0, 2.0, 2.0, 2.0, N, 1.0, 1.0, 2.0],
                [0.0, 0.0, 1.0, -1.0, -1.0, N, 1.0, -1.0, 1.0],
                [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            ],
        ),
        (
            "xlogy",
            Tensor::xlogy,
            [
                [0.0, 0.0, -I, -2.197_224_577, 1.386_294_361, N, N, I, 1.386_294_361],
                [0.0, 0.693_147_181, -I, 1.098_612_289, -0.693_147_181, 0.0, N, -I, 0.693_147_181],
                [N, 0.0, I, -0.666_666_667, -4.0, N, N, -I, 1.0],
            ],
        ),
        (
            "remainder",
            Tensor::remainder,
            [
                [N, 0.0, N, 1.0, -0.0, N, N, N, 0.0],
                [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
                [N, -0.0, -I, 1.0, 4.0, N, N, I, -1.0],
            ],
        ),
        (
            "fmod",
            Tensor::fmod,
            [
                [N, 0.0, N, -2.0, -0.0, N, N, N, 0.0],
                [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
                [N, -0.0, -I, 0.0, 4.0, N, N, I, -1.0],
            ],
        ),
        (
            "pow",
            Tensor::pow,
            [
                [1.0, 0.0, 1.0, -8.0, N, N, 1.0, 1.0, 4.0],
                [0.0, 0.0, 0.0, 12.0, N, 1.0, N, 0.0, 4.0],
                [0.0, 0.0, 0.693_147_181, N, N, N, 0.0, N, 2.772_588_722],
            ],
        ),
        (
            "logaddexp",
            Tensor::logaddexp,
            [
                [
                    0.693_147_181,
                    2.126_928_011,
                    2.126_928_011,
                    3.006_715_348,
                    0.578_889_734,
                    N,
                    N,
                    0.313_261_688,
                    2.693_147_181,
                ],
                [0.5, 0.119_202_922, 0.880_797_078, 0.006_692_851, 0.075_858_18, N, N, 0.268_941_421, 0.5],
                [0.5, 0.880_797_078, 0.119_202_922, 0.993_307_149, 0.924_141_82, N, N, 0.731_058_579, 0.5],
            ],
        ),
    ];
    for (name, function, expected) in table {
        let found = run(|x| function(&x[0], &x[1]), &[leaf(&x), leaf(&y)]);
        assert_same(&found, &expected.each_ref().map(|row| &row[..]), name);
    }
}

const EDGES: [f64; 8] = [0.0, -0.0, 1.0, -1.0, 2.5, I, -I, N];

#[test]
fn powers_have_pytorch_s_edges() {
    let table: [(f64, [[f64; 8]; 2]); 8] = [
        (2.0, [[0.0, 0.0, 1.0, 1.0, 6.25, I, I, N], [0.0, -0.0, 2.0, -2.0, 5.0, I, -I, N]]),
        (0.5, [[0.0, -0.0, 1.0, N, 1.581_138_83, I, N, N], [I, -I, 0.5, N, 0.316_227_766, 0.0, N, N]]),
        (0.0, [[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]]),
        (1.0, [[0.0, -0.0, 1.0, -1.0, 2.5, I, -I, N], [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]]),
        (-1.0, [[I, -I, 1.0, -1.0, 0.4, 0.0, -0.0, N], [-I, -I, -1.0, -1.0, -0.16, -0.0, -0.0, N]]),
        (3.0, [[0.0, -0.0, 1.0, -1.0, 15.625, I, -I, N], [0.0, 0.0, 3.0, 3.0, 18.75, I, I, N]]),
        (-0.5, [[I, -I, 1.0, N, 0.632_455_532, 0.0, N, N], [-I, -I, -0.5, N, -0.126_491_106, -0.0, -0.0, N]]),
        (1.5, [[0.0, 0.0, 1.0, N, 3.952_847_075, I, I, N], [0.0, -0.0, 1.5, N, 2.371_708_245, I, N, N]]),
    ];
    for (exponent, expected) in table {
        let found = run(|x| x[0].pow(&number(exponent)), &[leaf(&EDGES)]);
        assert_same(&found, &expected.each_ref().map(|row| &row[..]), &format!("x**{exponent}"));
    }
}

#[test]
fn clamping_has_pytorch_s_edges() {
    let table: [(Option<f64>, Option<f64>, [[f64; 8]; 2]); 4] = [
        (Some(-1.0), Some(1.0), [[0.0, -0.0, 1.0, -1.0, 1.0, 1.0, -1.0, N], [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]]),
        (Some(0.0), None, [[0.0, -0.0, 1.0, 0.0, 2.5, I, 0.0, N], [0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0]]),
        (None, Some(0.0), [[0.0, -0.0, 0.0, -1.0, 0.0, 0.0, -I, N], [0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0]]),
        (
            Some(1.0),
            Some(-1.0),
            [[-1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, N], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]],
        ),
    ];
    for (min, max, expected) in table {
        let (low, high) = (min.map(number), max.map(number));
        let found = run(|x| x[0].clamp(low.as_ref(), high.as_ref()), &[leaf(&EDGES)]);
        assert_same(&found, &expected.each_ref().map(|row| &row[..]), &format!("clamp({min:?}, {max:?})"));
    }
    let three = [
        [0.0, 1.0, 2.0, 0.0, 3.0, 0.0, 2.0, 1.0, N],
        [0.0, 1.0, 1.0, 1.0, 1.0, 2.0, 1.0, 1.0, 0.0],
        [0.0, 2.0, 2.0, 2.0, 2.0, 1.0, 1.0, 1.0, 1.0],
    ];
    let expected = [
        [0.0, 1.0, 2.0, 1.0, 2.0, 1.0, 1.0, 1.0, N],
        [1.0, 0.5, 0.5, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0],
        [0.0, 0.5, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.5, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0],
    ];
    let found = run(|x| x[0].clamp(Some(&x[1]), Some(&x[2])), &three.map(|row| leaf(&row)));
    assert_same(&found, &expected.each_ref().map(|row| &row[..]), "clamp between tensors");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn gradients_of_pairs_are_the_slopes([x, y] in pair(0.3..2.0, 2.1..3.0)) {
        let functions: [Two; 12] = [
            Tensor::maximum, Tensor::minimum, Tensor::fmax, Tensor::fmin, Tensor::atan2, Tensor::hypot,
            Tensor::xlogy, Tensor::logaddexp, Tensor::pow, Tensor::rsub, Tensor::copysign, Tensor::remainder,
        ];
        for function in functions {
            check_second_gradients(|x| function(&x[0], &x[1]), &[x.clone(), y.clone()]);
        }
    }

    #[test]
    fn gradients_with_numbers_are_the_slopes(x in small(0.3..2.0)) {
        let functions: [fn(&Tensor) -> Result<Tensor>; 7] = [
            |x| x.pow(&number(2.5)),
            |x| number(2.5).pow(x),
            |x| x.clamp(Some(&number(0.5)), Some(&number(1.5))),
            |x| x.add_scaled(x, &number(2.5)),
            |x| x.rsub_scaled(&number(1.0), &number(3.0)),
            |x| x.div(&number(3.0))?.logit(None),
            |x| x.masked_fill(&x.gt(&number(1.0))?, &number(7.0)),
        ];
        for function in functions {
            check_second_gradients(|x| function(&x[0]), std::slice::from_ref(&x));
        }
    }

    #[test]
    fn gradients_of_three_are_the_slopes(
        x in doubles(vec![2, 3], 0.3..2.0), y in doubles(vec![3], 0.3..2.0), z in doubles(vec![2, 1], 0.1..0.4)
    ) {
        let functions: [fn(&[Tensor]) -> Result<Tensor>; 5] = [
            |x| x[0].lerp(&x[1], &x[2]),
            |x| x[0].lerp(&x[1], &number(0.75)),
            |x| x[0].addcmul(&x[1], &x[2], &number(2.0)),
            |x| x[0].addcdiv(&x[1], &x[2], &number(2.0)),
            |x| Tensor::where_(&x[0].gt(&x[1])?, &x[0].mul(&x[2])?, &x[1]),
        ];
        for function in functions {
            check_second_gradients(function, &[x.clone(), y.clone(), z.clone()]);
        }
    }
}

#[test]
fn whole_numbers_stay_whole() {
    let x = Tensor::from_vec(vec![7_i64, -7], &[2]);
    let table: [(Two, i64, [i64; 2]); 8] = [
        (Tensor::floor_divide, 2, [3, -4]),
        (Tensor::div_trunc, 2, [3, -3]),
        (Tensor::remainder, 3, [1, 2]),
        (Tensor::remainder, -3, [-2, -1]),
        (Tensor::fmod, 3, [1, -1]),
        (Tensor::pow, 2, [49, 49]),
        (Tensor::bitwise_right_shift, 70, [0, -1]),
        (Tensor::bitwise_and, 3, [3, 1]),
    ];
    for (function, other, expected) in table {
        let found = function(&x, &Tensor::wrapped_number(other)).expect("integers");
        assert_eq!((found.dtype(), found.to_vec::<i64>()), (DType::Int64, expected.to_vec()));
    }
}

#[test]
fn errors_are_pytorch_s() {
    let (x, flag) = (Tensor::from_vec(vec![7_i64], &[1]), Tensor::from_vec(vec![true], &[1]));
    let real = Tensor::from_vec(vec![1.5_f32], &[1]);
    let whole = |value: i64| Tensor::wrapped_number(value);
    let table: [(Result<Tensor>, ErrorKind, &str); 9] = [
        (x.pow(&whole(-1)), ErrorKind::Runtime, "Integers to negative integer powers are not allowed."),
        (x.remainder(&whole(0)), ErrorKind::Runtime, "ZeroDivisionError"),
        (flag.pow(&flag), ErrorKind::NotImplemented, "\"pow\" not implemented for 'Bool'"),
        (flag.remainder(&flag), ErrorKind::NotImplemented, "\"remainder_cpu\" not implemented for 'Bool'"),
        (real.bitwise_and(&real), ErrorKind::NotImplemented, "\"bitwise_and_cpu\" not implemented for 'Float'"),
        (real.lerp(&x, &number(0.5)), ErrorKind::Runtime, "expected dtype float for `end` but got dtype long int"),
        (real.isclose(&x, 1e-5, 1e-8, false), ErrorKind::Runtime, "Float did not match Long"),
        (real.clamp(None, None), ErrorKind::Runtime, "torch.clamp: At least one of 'min' or 'max' must not be None"),
        (
            Tensor::where_(&x, &real, &real),
            ErrorKind::Runtime,
            "where expected condition to be a boolean tensor, but got a tensor with dtype Long",
        ),
    ];
    for (found, kind, message) in table {
        let error = found.expect_err(message);
        assert_eq!((error.kind, &*error.message), (kind, message));
    }
}

#[test]
fn what_compares_gives_bools() {
    let x = Tensor::from_vec(vec![1.0_f32, N as f32, I as f32], &[3]);
    let table: [(Result<Tensor>, [bool; 3]); 6] = [
        (x.eq(&x), [true, false, true]),
        (x.ge(&number(1.0)), [true, false, true]),
        (x.isnan(), [false, true, false]),
        (x.isfinite(), [true, false, false]),
        (x.isclose(&x, 1e-5, 1e-8, true), [true, true, true]),
        (x.logical_not(), [false, false, false]),
    ];
    for (found, expected) in table {
        assert_eq!(found.expect("floats").to_vec::<bool>(), expected);
    }
    assert!(!x.equal(&x).expect("the same shape"));
}
