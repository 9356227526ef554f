//! Gradients of what takes, puts, orders and accumulates elements, against finite differences.

use proptest::prelude::*;

use super::{Scatter, einsum};
use crate::tensor::{
    Tensor,
    testing::{check_gradients, check_second_gradients, doubles},
};

/// A 3×4 tensor whose elements lie well apart, in any order.
fn apart() -> impl Strategy<Value = Tensor> {
    Just((0..12).map(|k| f64::from(k) * 0.37 - 2.0).collect::<Vec<_>>())
        .prop_shuffle()
        .prop_map(|elements| Tensor::from_vec(elements, &[3, 4]))
}

fn matrix() -> impl Strategy<Value = Tensor> {
    doubles(vec![3, 4], -2.0..2.0)
}

/// Indices below `below` under a shape.
fn indices(shape: [usize; 2], below: i64) -> impl Strategy<Value = Tensor> {
    prop::collection::vec(0..below, shape[0] * shape[1]).prop_map(move |places| Tensor::from_vec(places, &shape))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn gather_gives_each_gradient_back(x in matrix(), places in indices([2, 4], 3)) {
        check_second_gradients(|x| x[0].gather(0, &places)?.mul(&x[0].gather(0, &places)?), &[x]);
    }

    #[test]
    fn index_select_adds_up_what_is_taken_twice(x in matrix(), places in indices([1, 5], 4)) {
        let places = places.flatten(0, -1).expect("a matrix");
        check_second_gradients(|x| x[0].mul(&x[0])?.index_select(1, &places), &[x]);
    }

    /// Each place is written once: PyTorch gives no gradient for others.
    #[test]
    fn scatter_replaces_gradients(x in matrix(), y in doubles(vec![1, 4], -2.0..2.0), places in indices([1, 4], 3)) {
        check_gradients(|x| x[0].scatter(0, &places, &x[1], Scatter::Write)?.mul(&x[0]), &[x, y]);
    }

    #[test]
    fn scatter_add_adds_them(x in matrix(), y in doubles(vec![3, 4], -2.0..2.0), places in indices([3, 4], 3)) {
        check_second_gradients(|x| x[0].mul(&x[0])?.scatter(0, &places, &x[1], Scatter::Add), &[x, y]);
    }

    #[test]
    fn sort_and_topk_follow_their_elements(x in apart(), dim in 0_i64..2, descending: bool, k in 1_i64..=3) {
        let square = |x: &Tensor| x.mul(x);
        let x = [x];
        check_second_gradients(|x| square(&x[0].sort(dim, descending)?.0), &x);
        check_second_gradients(|x| square(&x[0].topk(k, dim, descending, true)?.0), &x);
    }

    #[test]
    fn einsum_is_linear_in_each_operand(a in matrix(), b in doubles(vec![4, 2], -2.0..2.0), c in matrix()) {
        check_second_gradients(|x| einsum("ij,jk->ki", x), &[a.clone(), b.clone()]);
        check_gradients(|x| einsum("ij,jk,ij->k", x), &[a.clone(), b, c.clone()]);
        check_gradients(|x| einsum("ij,ij->", x), &[a, c]);
    }

    #[test]
    fn running_sums_and_products(x in matrix(), dim in 0_i64..2) {
        let x = [x];
        check_second_gradients(|x| x[0].mul(&x[0])?.cumsum(dim, None), &x);
        check_gradients(|x| x[0].cumprod(dim, None), &x);
    }

    #[test]
    fn a_running_product_passes_zeros(x in matrix(), place in 0_usize..12) {
        let mut elements = x.to_vec::<f64>();
        elements[place] = 0.0;
        check_gradients(|x| x[0].cumprod(1, None), &[Tensor::from_vec(elements, &[3, 4])]);
    }

    #[test]
    fn where_parts_gradients(a in matrix(), b in doubles(vec![4], -2.0..2.0), chosen in prop::collection::vec(any::<bool>(), 12)) {
        let condition = Tensor::from_vec(chosen, &[3, 4]);
        check_second_gradients(|x| Tensor::where_(&condition, &x[0].mul(&x[0])?, &x[1]), &[a, b]);
    }
}
