//! Against real PyTorch: loss and gradient of each, and gradients of gradients against differences.

use super::{
    CrossEntropy, Reduction, binary_cross_entropy, binary_cross_entropy_with_logits, cross_entropy, huber_loss, kl_div,
    l1_loss, mse_loss, nll_loss, smooth_l1_loss,
};
use crate::{
    nn::activation::Sigmoid,
    tensor::{
        Result, Tensor,
        autograd::{Pass, backward},
        ops::pointwise,
        testing::{assert_close, check_second_gradients},
    },
};

type Loss = Box<dyn Fn(&Tensor) -> Result<Tensor>>;

fn matrix(values: [f64; 6]) -> Tensor {
    Tensor::from_vec(values.to_vec(), &[2, 3])
}

fn x() -> Tensor {
    matrix([0.2, 0.5, -0.3, 0.1, -0.2, 0.9])
}

fn plain(weight: Option<&Tensor>) -> CrossEntropy<'_> {
    CrossEntropy { weight, reduction: Reduction::Mean, ignore_index: -100, label_smoothing: 0.0 }
}

/// Each with real PyTorch's value, gradient by x (σ(x) for `bce`) and node.
#[expect(clippy::too_many_lines, clippy::many_single_char_names, reason = "a table")]
fn table() -> Vec<(&'static str, Loss, f64, [f64; 6], &'static str)> {
    let t = || matrix([0.1, 0.8, 0.3, 0.4, -1.5, 0.6]);
    let q = || matrix([0.1, 0.2, 0.7, 0.5, 0.5, 0.0]);
    let c = || Tensor::from_vec(vec![0_i64, 2], &[2]);
    let w = || Tensor::from_vec(vec![1.0, 2.0, 0.5], &[3]);
    let p = || Tensor::from_vec(vec![3.0, 1.0, 2.0], &[3]);
    let mean = Reduction::Mean;
    vec![
        (
            "mse",
            Box::new(move |x| mse_loss(x, &t(), mean)),
            0.388_333,
            [0.033_333, -0.1, -0.2, -0.1, 0.433_333, 0.1],
            "MseLossBackward0",
        ),
        (
            "mse sum",
            Box::new(move |x| mse_loss(x, &t(), Reduction::Sum)),
            2.33,
            [0.2, -0.6, -1.2, -0.6, 2.6, 0.6],
            "MseLossBackward0",
        ),
        (
            "l1",
            Box::new(move |x| l1_loss(x, &t(), mean)),
            0.483_333,
            [0.166_667, -0.166_667, -0.166_667, -0.166_667, 0.166_667, 0.166_667],
            "MeanBackward0",
        ),
        (
            "smooth",
            Box::new(move |x| smooth_l1_loss(x, &t(), mean, 0.5)),
            0.28,
            [0.033_333, -0.1, -0.166_667, -0.1, 0.166_667, 0.1],
            "SmoothL1LossBackward0",
        ),
        (
            "huber",
            Box::new(move |x| huber_loss(x, &t(), mean, 0.4)),
            0.123_333,
            [0.016_667, -0.05, -0.066_667, -0.05, 0.066_667, 0.05],
            "HuberLossBackward0",
        ),
        (
            "bce",
            Box::new(move |x| binary_cross_entropy(x, &q(), Some(&w()), mean)),
            0.936_620,
            [0.302_898, 0.599_224, -0.093_555, 0.016_694, -0.067_112, 0.288_300],
            "BinaryCrossEntropyBackward0",
        ),
        (
            "logits",
            Box::new(move |x| binary_cross_entropy_with_logits(x, &q(), None, None, mean)),
            0.841_710,
            [0.074_972, 0.070_410, -0.045_740, 0.004_163, -0.008_306, 0.118_492],
            "BinaryCrossEntropyWithLogitsBackward0",
        ),
        (
            "pos",
            Box::new(move |x| binary_cross_entropy_with_logits(x, &q(), Some(&w()), Some(&p()), mean)),
            1.113_795,
            [0.059_967, 0.140_820, -0.056_379, -0.075_007, -0.016_611, 0.059_246],
            "BinaryCrossEntropyWithLogitsBackward0",
        ),
        (
            "nll",
            Box::new(move |x| nll_loss(x, &c(), Some(&w()), mean, -100)),
            -0.433_333,
            [-0.666_667, 0.0, 0.0, 0.0, 0.0, -0.333_333],
            "NllLossBackward0",
        ),
        (
            "ce",
            Box::new(move |x| cross_entropy(x, &c(), plain(None))),
            0.830_909,
            [-0.330_875, 0.228_295, 0.102_580, 0.126_060, 0.093_388, -0.219_448],
            "NllLossBackward0",
        ),
        (
            "ce weight",
            Box::new(move |x| cross_entropy(x, &c(), CrossEntropy { ignore_index: 0, ..plain(Some(&w())) })),
            0.577_849,
            [0.0, 0.0, 0.0, 0.252_120, 0.186_775, -0.438_896],
            "NllLossBackward0",
        ),
        (
            "ce smooth",
            Box::new(move |x| cross_entropy(x, &c(), CrossEntropy { label_smoothing: 0.2, ..plain(Some(&w())) })),
            1.108_492,
            [-0.344_761, 0.225_651, 0.119_110, 0.062_006, -0.010_028, -0.051_978],
            "AddBackward0",
        ),
        (
            "ce probs",
            Box::new(move |x| cross_entropy(x, &q(), CrossEntropy { label_smoothing: 0.1, ..plain(Some(&w())) })),
            1.645_522,
            [0.087_445, -0.012_053, -0.075_392, -0.056_778, -0.346_365, 0.403_143],
            "DivBackward1",
        ),
        (
            "kl",
            Box::new(move |x| kl_div(x, &q(), Reduction::Sum, false)),
            -1.354_966,
            [-0.1, -0.2, -0.7, -0.5, -0.5, 0.0],
            "SumBackward0",
        ),
        (
            "kl log",
            Box::new(move |x| kl_div(x, &t(), Reduction::Sum, true)),
            0.977_903,
            [-1.105_171, -2.225_541, -1.349_859, -1.491_825, -0.223_130, -1.822_119],
            "SumBackward0",
        ),
    ]
}

/// What a loss is given: logits, or their σ.
fn input(name: &str) -> Tensor {
    if name == "bce" { pointwise(Sigmoid, &x()).expect("floats") } else { x() }
}

#[test]
fn losses_and_gradients_are_pytorchs() {
    for (name, loss, value, gradient, node) in table() {
        let x = input(name);
        x.set_requires_grad(true).expect("float64");
        let y = loss(&x).expect("fits");
        assert_eq!(y.grad_fn().map(|node| node.name().into_owned()).as_deref(), Some(node), "{name}");
        backward(&[(y.clone(), None)], Pass::default()).expect("differentiable");
        let close = |a: f64, b: f64| (a - b).abs() < 1e-6;
        assert!(close(y.item::<f64>().expect("one"), value), "{name}: {y:?}");
        let found = x.grad().expect("x").to_vec::<f64>();
        assert!(found.iter().zip(gradient).all(|(a, b)| close(*a, b)), "{name}: {found:?}");
    }
}

#[test]
fn losses_are_differentiable_twice() {
    for (name, loss, ..) in table() {
        check_second_gradients(|x| loss(&x[0]), &[input(name)]);
    }
}

#[test]
fn losses_each_element_sum_to_the_sum() {
    let (x, t) = (x(), matrix([0.1, 0.8, 0.3, 0.4, -1.5, 0.6]));
    let each = mse_loss(&x, &t, Reduction::None).expect("fits").to_vec::<f64>();
    assert_close(&[each.iter().sum()], &mse_loss(&x, &t, Reduction::Sum).expect("fits").to_vec::<f64>(), "sum");
}

#[test]
fn targets_that_do_not_fit_are_named() {
    let logits = Tensor::full(0.0_f32, &[2, 3]).expect("small");
    let labels = |labels: &[i64]| Tensor::from_vec(labels.to_vec(), &[labels.len()]);
    let message = |target: &Tensor| cross_entropy(&logits, target, plain(None)).expect_err("does not fit").message;
    assert_eq!(message(&labels(&[0, 5])), "Target 5 is out of bounds.");
    assert_eq!(message(&labels(&[0, 1, 2])), "Expected input batch_size (2) to match target batch_size (3).");
    let floats = Tensor::from_vec(vec![0.0_f32, 1.0], &[2]);
    assert_eq!(message(&floats), "expected target dtype to be Long or Byte, but got Float");
    let half = Tensor::from_vec(vec![1.5_f32], &[1]);
    let error = binary_cross_entropy(&half, &half, None, Reduction::Mean).expect_err("above 1");
    assert_eq!(error.message, "all elements of input should be between 0 and 1");
}
