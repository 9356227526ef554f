//! Gradients against differences, and the rules for ties and empty tensors.

use proptest::prelude::*;

use crate::tensor::{
    Result, Tensor,
    autograd::{Pass, grad},
    testing::{check_gradients, check_second_gradients, distinct, doubles},
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn gradients_are_the_slopes(x in doubles(vec![2, 3, 2], 0.3..2.0)) {
        let functions: [fn(&Tensor) -> Result<Tensor>; 14] = [
            |x| x.sum(None, false, None),
            |x| x.sum(Some(&[0, 2]), false, None)?.square(),
            |x| x.mean(Some(&[1]), true, None)?.square(),
            |x| x.prod(None, false, None),
            |x| x.prod(Some(1), false, None),
            |x| x.var(Some(&[-1]), 1.0, false),
            |x| x.std(None, 1.0, false),
            |x| x.vector_norm(2.0, Some(&[1]), false, None),
            |x| x.vector_norm(3.0, None, true, None),
            |x| x.vector_norm(1.0, None, true, None),
            |x| x.logsumexp(&[0, 2], false),
            |x| x.cumsum(1, None)?.square(),
            |x| x.cumprod(1, None),
            |x| x.nansum(Some(&[2]), false, None)?.square(),
        ];
        for function in functions {
            check_second_gradients(|x| function(&x[0]), std::slice::from_ref(&x));
        }
    }

    #[test]
    fn selected_elements_get_the_gradient(x in distinct(vec![3, 4])) {
        let functions: [fn(&Tensor) -> Result<Tensor>; 7] = [
            Tensor::max,
            |x| Ok(x.max_dim(0, false)?.0),
            |x| Ok(x.min_dim(1, true)?.0),
            |x| x.amax(Some(&[1]), false),
            |x| Ok(x.cummax(0)?.0),
            |x| Ok(x.median_dim(1, false)?.0),
            |x| Ok(x.kthvalue(2, 0, false)?.0),
        ];
        for function in functions {
            check_gradients(|x| function(&x[0]), std::slice::from_ref(&x));
        }
    }
}

fn gradient(values: &[f32], function: impl Fn(&Tensor) -> Result<Tensor>) -> Vec<f32> {
    let x = Tensor::from_vec(values.to_vec(), &[values.len()]);
    x.set_requires_grad(true).expect("floats");
    let y = function(&x).expect("floats");
    let seed = Tensor::full(1.0_f32, &y.shape()).expect("small");
    let grads = grad(&[(y, Some(seed))], std::slice::from_ref(&x), Pass::default()).expect("a graph");
    grads[0].as_ref().map_or_else(Vec::new, Tensor::to_vec::<f32>)
}

#[test]
fn ties_share_as_in_pytorch() {
    assert_eq!(gradient(&[1.0, 3.0, 3.0], Tensor::max), [0.0, 0.5, 0.5]);
    assert_eq!(gradient(&[1.0, 3.0, 3.0], |x| x.amax(None, false)), [0.0, 0.5, 0.5]);
    assert_eq!(gradient(&[1.0, 3.0, 3.0], |x| Ok(x.max_dim(0, false)?.0)), [0.0, 1.0, 0.0]);
    assert_eq!(gradient(&[1.0, f32::NAN, 3.0], Tensor::max), [0.0, 1.0, 0.0]);
    assert_eq!(gradient(&[0.0, 2.0, 3.0], |x| x.prod(None, false, None)), [6.0, 0.0, 0.0]);
    assert_eq!(gradient(&[1.0, 0.0, 3.0, 0.0, 2.0], |x| x.cumprod(0, None)), [1.0, 4.0, 0.0, 0.0, 0.0]);
    assert_eq!(gradient(&[1.0, 3.0, 3.0, 0.0, 2.0], |x| Ok(x.cummax(0)?.0)), [1.0, 1.0, 3.0, 0.0, 0.0]);
    assert_eq!(gradient(&[1.0, 1.0, 1.0], |x| x.std(None, 1.0, false)), [0.0, 0.0, 0.0]);
    let norm = |p: f64| move |x: &Tensor| x.vector_norm(p, None, false, None);
    assert_eq!(gradient(&[0.0, 0.0], norm(2.0)), [0.0, 0.0]);
    assert_eq!(gradient(&[0.0, -1.0, 2.0, 2.0], norm(f64::INFINITY)), [0.0, -0.0, 0.5, 0.5]);
}

#[test]
fn selections_are_pytorch_s() {
    let x = Tensor::from_vec(vec![3_i64, 1, 1, 3, 2], &[5]);
    let pair = |(values, index): (Tensor, Tensor)| (values.to_vec::<i64>()[0], index.to_vec::<i64>()[0]);
    assert_eq!(pair(x.mode(0, false).expect("integers")), (1, 2));
    assert_eq!(pair(x.median_dim(0, false).expect("integers")), (2, 4));
    assert_eq!(pair(x.max_dim(0, false).expect("integers")), (3, 0));
    assert_eq!(x.argmin(None, false).expect("integers").to_vec::<i64>(), [1]);
}

#[test]
fn empty_tensors_are_pytorch_s() {
    let x = Tensor::from_vec(Vec::<f32>::new(), &[0, 3]);
    assert_eq!(x.sum(Some(&[0]), false, None).expect("zeros").to_vec::<f32>(), [0.0; 3]);
    assert_eq!(x.prod(None, false, None).expect("one").to_vec::<f32>(), [1.0]);
    assert!(x.mean(None, false, None).expect("nan").to_vec::<f32>()[0].is_nan());
    let error = x.max().expect_err("empty");
    assert!(error.message.starts_with("max(): Expected reduction dim to be specified for input.numel() == 0."));
    let error = x.max_dim(0, false).expect_err("empty");
    assert_eq!(error.message, "max(): Expected reduction dim 0 to have non-zero size.");
    assert_eq!(x.max_dim(1, false).expect("nothing to choose").0.shape(), [0]);
}

#[test]
fn sums_over_several_dimensions_run_over_the_right_lanes() {
    let x = Tensor::from_vec((0..24).map(|i| i as f32).collect(), &[2, 3, 4]);
    let sum = |dims: &[i64]| x.sum(Some(dims), false, None).expect("floats").to_vec::<f32>();
    assert_eq!(sum(&[0]), [12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0, 28.0, 30.0, 32.0, 34.0]);
    assert_eq!(sum(&[0, 2]), [60.0, 92.0, 124.0]);
    assert_eq!(sum(&[1, 2]), [66.0, 210.0]);
    assert_eq!(sum(&[]), [276.0]);
}
