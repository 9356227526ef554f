use proptest::prelude::*;

use super::linear;
use crate::tensor::{
    DType, Layout, Result, Tensor,
    testing::{assert_close, check_gradients, check_second_gradients, doubles},
};

fn zeros(shape: &[usize], dtype: DType) -> Tensor {
    Tensor::full_as(0.0, shape, dtype).expect("small")
}

fn leaf(shape: &[usize]) -> Tensor {
    let leaf = Tensor::full_as(1.0, shape, DType::Float32).expect("small");
    leaf.set_requires_grad(true).expect("a float");
    leaf
}

fn numbered(shape: &[usize], dtype: DType) -> Tensor {
    let count: usize = shape.iter().product();
    let elements = Tensor::from_vec((0..count as i64).collect(), shape);
    crate::tensor::kernel::convert(&elements, dtype).expect("small")
}

/// The node and those before it, as `Mm(T(·), ·)`.
fn tree(x: &Tensor) -> String {
    fn of(edge: Option<&crate::tensor::autograd::Edge>) -> String {
        let Some(edge) = edge else { return "None".to_owned() };
        let name = edge.node.name();
        let inner: Vec<String> = edge.node.edges().iter().map(|edge| of(edge.as_ref())).collect();
        if inner.is_empty() {
            "·".to_owned()
        } else {
            format!("{name}({})", inner.join(", ")).replace("Backward0", "")
        }
    }
    of(x.gradient_edge().as_ref())
}

#[test]
fn products_leave_pytorchs_graph() {
    type Case = (&'static [usize], &'static [usize], &'static [usize], &'static str);
    let cases: [Case; 14] = [
        (&[2, 3], &[3, 4], &[2, 4], "Mm(·, ·)"),
        (&[3], &[3], &[], "Dot(·, ·)"),
        (&[2, 3], &[3], &[2], "Mv(·, ·)"),
        (&[3], &[3, 4], &[4], "SqueezeBackward4(Mm(Unsqueeze(·), ·))"),
        (&[5, 2, 3], &[3, 4], &[5, 2, 4], "UnsafeView(Mm(View(·), ·))"),
        (&[5, 2, 3], &[3], &[5, 2], "UnsafeView(Mv(View(·), ·))"),
        (&[3], &[5, 3, 4], &[5, 4], "UnsafeView(Mv(UnsafeView(Clone(Transpose(·))), ·))"),
        (&[2, 3], &[5, 3, 4], &[5, 2, 4], "Clone(Transpose(UnsafeView(Mm(UnsafeView(Clone(Transpose(·))), T(·)))))"),
        (&[5, 2, 3], &[5, 3, 4], &[5, 2, 4], "UnsafeView(Bmm(View(Expand(·)), View(Expand(·))))"),
        (
            &[6, 1, 2, 3],
            &[5, 3, 4],
            &[6, 5, 2, 4],
            "UnsafeView(Bmm(UnsafeView(Clone(Expand(·))), UnsafeView(Clone(Expand(·)))))",
        ),
        (&[2, 5, 2, 3], &[3, 4], &[2, 5, 2, 4], "UnsafeView(Mm(View(·), ·))"),
        (&[6, 5, 2, 3], &[6, 5, 3, 4], &[6, 5, 2, 4], "UnsafeView(Bmm(View(Expand(·)), View(Expand(·))))"),
        (&[0, 3], &[3, 4], &[0, 4], "Mm(·, ·)"),
        (&[2, 0], &[0, 4], &[2, 4], "Mm(·, ·)"),
    ];
    for (a, b, shape, expected) in cases {
        let product = leaf(a).matmul(&leaf(b)).expect("they fit");
        assert_eq!((product.shape().as_slice(), tree(&product).as_str()), (shape, expected), "{a:?} @ {b:?}");
        let expected = a.last().copied().unwrap_or(0) as f32;
        assert!(product.to_vec::<f32>().iter().all(|&x| x == expected), "{a:?} @ {b:?}");
    }
}

#[test]
fn linear_leaves_pytorchs_graph() {
    let cases: [(&[usize], bool, &[usize], &str); 6] = [
        (&[2, 3], true, &[2, 4], "Addmm(·, ·, T(·))"),
        (&[2, 3], false, &[2, 4], "Mm(·, T(·))"),
        (&[3], true, &[4], "UnsafeView(Addmm(·, View(·), T(·)))"),
        (&[3], false, &[4], "SqueezeBackward4(Mm(Unsqueeze(·), T(·)))"),
        (&[5, 2, 3], true, &[5, 2, 4], "UnsafeView(Addmm(·, View(·), T(·)))"),
        (&[5, 2, 3], false, &[5, 2, 4], "UnsafeView(Mm(View(·), T(·)))"),
    ];
    for (input, bias, shape, expected) in cases {
        let y = linear(&leaf(input), &leaf(&[4, 3]), bias.then(|| leaf(&[4])).as_ref()).expect("they fit");
        assert_eq!((y.shape().as_slice(), tree(&y).as_str()), (shape, expected));
    }
}

#[test]
fn values_are_right_for_every_type_and_layout() {
    for dtype in [DType::Int32, DType::Int64, DType::Float16, DType::Float32, DType::Float64] {
        let (a, b) = (numbered(&[2, 3], dtype), numbered(&[3, 2], dtype));
        assert_eq!(a.mm(&b).expect("fits").to_vec::<i64>(), [10, 13, 28, 40]);
        let turned = b.with_layout(Layout::strided(vec![2, 3], vec![1, 2], 0));
        assert_eq!(turned.mm(&b).expect("fits").to_vec::<i64>(), [20, 26, 26, 35]);
        let sum = numbered(&[2], dtype).addmm(&a, &b, 2.0, 3.0).expect("fits");
        assert_eq!(sum.to_vec::<i64>(), [30, 41, 84, 122]);
        assert_eq!(a.mv(&numbered(&[3], dtype)).expect("fits").to_vec::<i64>(), [5, 14]);
    }
}

/// Products small, middle and large go different ways.
#[test]
fn all_sizes_agree_with_exact_sums() {
    for (rows, inner, columns) in [(3, 5, 7), (20, 30, 40), (64, 300, 100)] {
        let value = |seed: usize| move |index: usize| ((index * seed) % 17) as f64 - 8.0;
        let left: Vec<f64> = (0..rows * inner).map(value(31)).collect();
        let right: Vec<f64> = (0..inner * columns).map(value(53)).collect();
        let term = |row: usize, column: usize| (0..inner).map(move |k| (row * inner + k, k * columns + column));
        let exact: Vec<f64> = (0..rows * columns)
            .map(|place| term(place / columns, place % columns).map(|(a, b)| left[a] * right[b]).sum::<f64>() + 1.0)
            .collect();
        let (a, b) =
            (Tensor::from_vec(left.clone(), &[rows, inner]), Tensor::from_vec(right.clone(), &[inner, columns]));
        let addend = Tensor::scalar(1.0_f64);
        assert_eq!(addend.addmm(&a, &b, 1.0, 1.0).expect("fits").to_vec::<f64>(), exact);
        let narrow = |x: &Tensor| crate::tensor::kernel::convert(x, DType::Float32).expect("small");
        let product = narrow(&addend).addmm(&narrow(&a), &narrow(&b), 1.0, 1.0).expect("fits");
        assert_eq!(product.to_vec::<f64>(), exact);
    }
}

#[test]
fn a_dropped_addend_drops_its_nan() {
    let nan = Tensor::scalar(f32::NAN);
    let product = nan.addmm(&leaf(&[1, 2]), &leaf(&[2, 1]), 0.0, 1.0).expect("fits");
    assert_eq!(product.to_vec::<f32>(), [2.0]);
}

#[test]
fn a_factor_may_change_when_nobody_asks_for_the_other_ones_gradient() {
    let (x, w) = (zeros(&[2, 3], DType::Float32), leaf(&[3, 4]));
    let copy = w.duplicate().expect("small");
    let y = x.mm(&copy).expect("fits");
    copy.add_(&Tensor::wrapped_number(1.0)).expect("no leaf");
    let seed = zeros(&[2, 4], DType::Float32);
    crate::tensor::autograd::backward(&[(y, Some(seed))], crate::tensor::autograd::Pass::default()).expect("not kept");
}

#[test]
fn misfits_are_named_as_in_pytorch() {
    let (f, d) = (|shape: &[usize]| zeros(shape, DType::Float32), |shape: &[usize]| zeros(shape, DType::Float64));
    let bools = zeros(&[2, 2], DType::Bool);
    let linear = |x: Tensor, w: Tensor, b: Option<Tensor>| linear(&x, &w, b.as_ref());
    let cases: Vec<(Result<Tensor>, &str)> = vec![
        (f(&[2, 3]).matmul(&f(&[2, 3])), "mm: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)"),
        (
            f(&[3]).matmul(&f(&[4])),
            "inconsistent tensor size, expected tensor [3] and src [4] to have the same number of elements, but got 3 \
             and 4 elements respectively",
        ),
        (f(&[2, 3]).matmul(&f(&[4])), "size mismatch, got input (2), mat (2x3), vec (4)"),
        (f(&[3]).matmul(&f(&[4, 2])), "mm: mat1 and mat2 shapes cannot be multiplied (1x3 and 4x2)"),
        (f(&[5, 2, 3]).matmul(&f(&[4, 2])), "mm: mat1 and mat2 shapes cannot be multiplied (10x3 and 4x2)"),
        (
            f(&[5, 2, 3]).matmul(&f(&[6, 3, 2])),
            "The size of tensor a (5) must match the size of tensor b (6) at non-singleton dimension 0",
        ),
        (
            f(&[5, 2, 3]).matmul(&f(&[5, 4, 2])),
            "Expected size for first two dimensions of batch2 tensor to be: [5, 3] but got: [5, 4].",
        ),
        (f(&[]).matmul(&f(&[4])), "both arguments to matmul need to be at least 1D, but they are 0D and 1D"),
        (f(&[2, 3]).matmul(&d(&[3, 4])), "expected m1 and m2 to have the same dtype, but got: float != double"),
        (
            f(&[2, 3]).matmul(&d(&[3])),
            "addmv input tensors must have the same dtype, but got Double, Float, and Double",
        ),
        (f(&[3]).matmul(&d(&[3])), "dot : expected both vectors to have same dtype, but found Float and Double"),
        (f(&[2, 3, 3]).matmul(&d(&[2, 3, 3])), "expected scalar type Float but found Double"),
        (bools.matmul(&bools), "\"addmm_impl_cpu_\" not implemented for 'Bool'"),
        (f(&[3]).mm(&f(&[3, 2])), "mm: self must be a matrix, got 1-D tensor"),
        (f(&[2]).mv(&f(&[2])), "vector + matrix @ vector expected, got 1, 1, 1"),
        (f(&[2, 3]).bmm(&f(&[2, 3])), "batch1 must be a 3D tensor"),
        (
            f(&[3]).addmm(&f(&[2, 3]), &f(&[3, 4]), 1.0, 1.0),
            "The expanded size of the tensor (4) must match the existing size (3) at non-singleton dimension 1.  \
             Target sizes: [2, 4].  Tensor sizes: [3]",
        ),
        (
            linear(f(&[4, 5]), f(&[2, 3]), Some(f(&[2]))),
            "addmm: mat1 and mat2 shapes cannot be multiplied (4x5 and 3x2)",
        ),
        (linear(f(&[5]), f(&[2, 3]), None), "mm: mat1 and mat2 shapes cannot be multiplied (1x5 and 3x2)"),
        (
            linear(d(&[3]), f(&[2, 3]), Some(f(&[2]))),
            "mat1 and mat2 must have the same dtype, but got Double and Float",
        ),
        (
            linear(f(&[4, 3]), f(&[2, 3]), Some(d(&[2]))),
            "self and mat2 must have the same dtype, but got Double and Float",
        ),
        (linear(f(&[]), f(&[2, 3]), None), "both arguments to linear need to be at least 1D, but they are 0D and 2D"),
    ];
    for (result, message) in cases {
        assert_eq!(result.expect_err(message).message, message);
    }
}

#[test]
fn qr_has_lapacks_signs() {
    let tall = Tensor::from_vec(vec![1.0_f64, -2.0, 3.0, 4.0, -5.0, 6.0], &[3, 2]);
    let wide = Tensor::from_vec(vec![1.0_f64, 3.0, -5.0, -2.0, 4.0, 6.0], &[2, 3]);
    let cases = [
        (
            tall,
            vec![-0.169_031, 0.213_980, -0.507_093, -0.855_921, 0.845_154, -0.470_757],
            vec![-5.916_080, 3.380_617, 0.0, -6.676_184],
        ),
        (
            wide,
            vec![-0.447_214, 0.894_427, 0.894_427, 0.447_214],
            vec![-2.236_068, 2.236_068, 7.602_631, 0.0, 4.472_136, -1.788_854],
        ),
    ];
    for (matrix, q, r) in cases {
        let [found_q, found_r] = matrix.qr("reduced").expect("a matrix");
        assert_close(&found_q.to_vec::<f64>(), &q, "Q");
        assert_close(&found_r.to_vec::<f64>(), &r, "R");
        assert_close(&found_q.mm(&found_r).expect("fits").to_vec::<f64>(), &matrix.to_vec::<f64>(), "QR");
    }
}

/// Two factors that fit, of these kinds of shapes.
fn factors() -> impl Strategy<Value = [Tensor; 2]> {
    let shapes: Vec<(Vec<usize>, Vec<usize>)> = vec![
        (vec![2, 3], vec![3, 2]),
        (vec![3], vec![3]),
        (vec![2, 3], vec![3]),
        (vec![3], vec![3, 2]),
        (vec![2, 2, 3], vec![3, 2]),
        (vec![3], vec![2, 3, 2]),
        (vec![2, 3], vec![2, 3, 2]),
        (vec![2, 2, 3], vec![2, 3, 2]),
        (vec![2, 1, 2, 2], vec![2, 2, 3]),
    ];
    prop::sample::select(shapes)
        .prop_flat_map(|(a, b)| (doubles(a, -2.0..2.0), doubles(b, -2.0..2.0)).prop_map(Into::into))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn products_have_their_gradients([a, b] in factors()) {
        check_second_gradients(|inputs| inputs[0].matmul(&inputs[1]), &[a, b]);
    }

    #[test]
    fn linear_has_its_gradients(x in doubles(vec![2, 3], -2.0..2.0), w in doubles(vec![4, 3], -2.0..2.0), b in doubles(vec![4], -2.0..2.0)) {
        check_gradients(|inputs| linear(&inputs[0], &inputs[1], Some(&inputs[2])), &[x.clone(), w.clone(), b]);
        check_second_gradients(|inputs| linear(&inputs[0], &inputs[1], None), &[x, w]);
    }

    #[test]
    fn sums_with_products_have_their_gradients(
        a in doubles(vec![2, 2, 3], -2.0..2.0),
        b in doubles(vec![2, 3, 2], -2.0..2.0),
        c in doubles(vec![2, 2], -2.0..2.0),
        v in doubles(vec![2], -2.0..2.0),
    ) {
        check_gradients(|inputs| inputs[2].baddbmm(&inputs[0], &inputs[1], 0.5, 2.0), &[a, b, c.clone()]);
        check_gradients(|inputs| inputs[1].addmv(&inputs[0], &inputs[1], 0.5, 2.0), &[c.clone(), v]);
        check_gradients(|inputs| inputs[0].addmm(&inputs[0], &inputs[1], -1.0, 2.0), &[c.clone(), c]);
    }
}

fn product(factors: &[&Tensor]) -> Tensor {
    let first = factors[0].clone();
    factors[1..].iter().fold(first, |product, factor| product.matmul(factor).expect("they fit"))
}

fn assert_same(found: &Tensor, expected: &Tensor) {
    assert_eq!(found.shape(), expected.shape());
    for (a, b) in found.to_vec::<f64>().into_iter().zip(expected.to_vec::<f64>()) {
        assert!((a - b).abs() < 1e-9, "{found:?} instead of {expected:?}");
    }
}

fn unit(size: usize) -> Tensor {
    let elements = (0..size * size).map(|place| f64::from(u8::from(place % (size + 1) == 0)));
    Tensor::from_vec(elements.collect(), &[size, size])
}

fn tall() -> Tensor {
    Tensor::from_vec(vec![1.0, 2.0, 0.5, -1.0, 3.0, 2.0, 0.25, 1.0, -2.0, 1.5, 0.0, 1.0], &[4, 3])
}

proptest! {
    #[test]
    fn singular_vectors_make_the_matrix(a in doubles(vec![2, 3, 4], -2.0..2.0), full: bool) {
        let [u, s, vh] = a.svd(full).expect("matrices");
        let (left, right) = (u.narrow(-1, 0, 3).expect("3"), vh.narrow(-2, 0, 3).expect("3"));
        assert_same(&product(&[&left.mul(&s.unsqueeze(-2).expect("2")).expect("fits"), &right]), &a);
        let turned = |x: &Tensor| x.m_t().expect("a matrix");
        let wide = |x: &Tensor| x.expand(&[2, -1, -1]).expect("fits");
        assert_same(&product(&[&turned(&u), &u]), &wide(&unit(3)));
        assert_same(&product(&[&vh, &turned(&vh)]), &wide(&unit(if full { 4 } else { 3 })));
    }

    #[test]
    fn eigenvectors_are_stretched(a in doubles(vec![4, 4], -2.0..2.0)) {
        let a = a.add(&a.m_t().expect("a matrix")).expect("fits");
        let (values, vectors) = a.eigh(false).expect("symmetric");
        assert_same(&product(&[&a, &vectors]), &vectors.mul(&values).expect("fits"));
        assert_same(&product(&[&vectors.m_t().expect("a matrix"), &vectors]), &unit(4));
        assert!(values.to_vec::<f64>().is_sorted());
    }

    #[test]
    fn a_pseudo_inverse_undoes(a in doubles(vec![4, 3], -2.0..2.0)) {
        let inverse = a.pinv(None, None).expect("a matrix");
        let again = product(&[&a, &inverse, &a]);
        prop_assert!(again.sub(&a).expect("fits").to_vec::<f64>().iter().all(|x| x.abs() < 1e-6));
    }
}

#[test]
fn a_matrix_of_lower_rank_has_whole_bases() {
    let a = Tensor::from_vec(vec![1.0, 2.0, 2.0, 4.0, 3.0, 6.0], &[3, 2]);
    let [u, s, vh] = a.svd(true).expect("a matrix");
    assert!(s.to_vec::<f64>()[1].abs() < 1e-12);
    assert_same(&product(&[&u.m_t().expect("a matrix"), &u]), &unit(3));
    assert_same(&product(&[&vh, &vh.m_t().expect("a matrix")]), &unit(2));
    assert_eq!(a.matrix_rank(None, None).expect("a matrix").to_vec::<i64>(), [1]);
}

#[test]
fn decompositions_have_gradients() {
    let whole = |x: &Tensor| x.m_t()?.matmul(x);
    let square = |x: &Tensor| x.mul(x);
    let x = [tall()];
    check_second_gradients(|x| x[0].svdvals(), &x);
    check_second_gradients(|x| square(&x[0].svd(false)?[0]), &x);
    check_second_gradients(|x| square(&x[0].svd(false)?[2]), &x);
    check_second_gradients(|x| square(&x[0].m_t()?.svd(false)?[2]), &x);
    check_second_gradients(|x| Ok(whole(&x[0])?.eigh(false)?.0), &x);
    check_second_gradients(|x| square(&whole(&x[0])?.eigh(false)?.1), &x);
    for part in 0..2 {
        check_second_gradients(|x| Ok(x[0].qr("reduced")?[part].clone()), &x);
        check_second_gradients(|x| Ok(x[0].m_t()?.qr("reduced")?[part].clone()), &x);
    }
    check_second_gradients(|x| Ok(whole(&x[0])?.slogdet()?[1].clone()), &x);
    check_gradients(|x| whole(&x[0])?.cholesky(), &x);
    check_gradients(|x| x[0].pinv(None, None), &x);
    check_gradients(|x| x[0].m_t()?.pinv(None, None), &x);
}
