use super::{Pass, backward, grad};
use crate::tensor::{DType, Tensor};

fn leaf(values: &[f32]) -> Tensor {
    let tensor = Tensor::from_vec(values.to_vec(), &[values.len()]);
    tensor.set_requires_grad(true).expect("float32 may require gradients");
    tensor
}

fn run(root: &Tensor) {
    let seed = Tensor::full_as(1.0, &root.shape(), DType::Float32).expect("small");
    backward(&[(root.clone(), Some(seed))], Pass::default()).expect("a fresh graph");
}

#[test]
fn gradients_gather_in_the_leaves() {
    let (x, y) = (leaf(&[2.0, 3.0]), leaf(&[5.0]));
    run(&x.mul(&y).expect("broadcasts"));
    assert_eq!(x.grad().expect("x").to_vec::<f32>(), [5.0, 5.0]);
    assert_eq!(y.grad().expect("y").to_vec::<f32>(), [5.0]);
}

#[test]
fn long_chains_neither_run_nor_drop_by_recursion() {
    let x = leaf(&[1.0]);
    let mut y = x.duplicate().expect("copies");
    for _ in 0..200_000 {
        y = y.mul(&x).expect("same shape");
    }
    run(&y);
    assert_eq!(x.grad().expect("x").to_vec::<f32>(), [200_001.0]);
    let mut z = x.duplicate().expect("copies");
    for _ in 0..200_000 {
        z = z.mul(&x).expect("same shape");
    }
    drop(z);
}

#[test]
fn a_second_pass_needs_the_graph_kept() {
    let x = leaf(&[3.0]);
    let y = x.mul(&x).expect("same shape");
    let keep = Pass { retain_graph: true, ..Pass::default() };
    backward(&[(y.clone(), None)], keep).expect("fresh");
    backward(&[(y.clone(), None)], Pass::default()).expect("kept");
    let error = backward(&[(y, None)], Pass::default()).expect_err("freed");
    assert!(error.message.starts_with("Trying to backward through the graph a second time"));
    assert_eq!(x.grad().expect("x").to_vec::<f32>(), [12.0]);
}

#[test]
fn higher_derivatives_come_from_recording_the_pass() {
    let x = leaf(&[2.0]);
    let y = x.mul(&x).and_then(|square| square.mul(&x)).expect("same shape");
    let pass = Pass { create_graph: true, ..Pass::default() };
    let first = grad(&[(y, None)], std::slice::from_ref(&x), pass).expect("dy/dx")[0].clone().expect("depends");
    let second = grad(&[(first.clone(), None)], std::slice::from_ref(&x), Pass::default()).expect("d²y/dx²");
    assert_eq!(first.to_vec::<f32>(), [12.0]);
    assert_eq!(second[0].as_ref().expect("depends").to_vec::<f32>(), [12.0]);
    assert!(x.grad().is_none());
}

#[test]
fn saved_tensors_must_not_change() {
    let x = leaf(&[2.0]);
    let y = x.duplicate().expect("copies");
    let z = y.mul(&y).expect("same shape");
    y.add_(&Tensor::wrapped_number(1.0)).expect("no leaf");
    let error = backward(&[(z, None)], Pass::default()).expect_err("y is at version 1");
    assert!(error.message.contains("[torch.FloatTensor [1]], which is output 0 of Clone, is at version 1"), "{error}");
    let error = x.add_(&y).expect_err("a leaf");
    assert_eq!(error.message, "a leaf Variable that requires grad is being used in an in-place operation.");
}
