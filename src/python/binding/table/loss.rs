//! Losses; `reduction` is PyTorch's number: 0 none, 1 mean, 2 sum.

use crate::{
    nn::loss::{
        CrossEntropy, Poisson, Reduction, Triplet, binary_cross_entropy, binary_cross_entropy_with_logits,
        cosine_embedding_loss, cross_entropy, hinge_embedding_loss, huber_loss, kl_div, l1_loss, margin_ranking_loss,
        mse_loss, multi_margin_loss, multilabel_margin_loss, nll_loss, smooth_l1_loss, soft_margin_loss,
    },
    python::binding::{
        arguments::Arguments,
        function::{Function, function, native, value},
    },
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    native("mse_loss(Tensor input, Tensor target, int reduction=1)", |a| {
        value(mse_loss(&a.tensor(0), &a.tensor(1), reduction(a, 2)))
    }),
    native("l1_loss(Tensor input, Tensor target, int reduction=1)", |a| {
        value(l1_loss(&a.tensor(0), &a.tensor(1), reduction(a, 2)))
    }),
    native("smooth_l1_loss(Tensor input, Tensor target, int reduction=1, float beta=1.0)", |a| {
        value(smooth_l1_loss(&a.tensor(0), &a.tensor(1), reduction(a, 2), a.float(3)))
    }),
    native("huber_loss(Tensor input, Tensor target, int reduction=1, float delta=1.0)", |a| {
        value(huber_loss(&a.tensor(0), &a.tensor(1), reduction(a, 2), a.float(3)))
    }),
    native("binary_cross_entropy(Tensor input, Tensor target, Tensor? weight=None, int reduction=1)", |a| {
        let weight = a.tensor_or_none(2);
        value(binary_cross_entropy(&a.tensor(0), &a.tensor(1), weight.as_ref(), reduction(a, 3)))
    }),
    native(
        "binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight=None, Tensor? pos_weight=None, \
         int reduction=1)",
        |a| {
            let (weight, positive) = (a.tensor_or_none(2), a.tensor_or_none(3));
            let (x, target) = (a.tensor(0), a.tensor(1));
            value(binary_cross_entropy_with_logits(&x, &target, weight.as_ref(), positive.as_ref(), reduction(a, 4)))
        },
    ),
    native("nll_loss(Tensor input, Tensor target, Tensor? weight=None, int reduction=1, int ignore_index=-100)", |a| {
        let weight = a.tensor_or_none(2);
        value(nll_loss(&a.tensor(0), &a.tensor(1), weight.as_ref(), reduction(a, 3), a.int(4)))
    }),
    native(
        "cross_entropy_loss(Tensor input, Tensor target, Tensor? weight=None, int reduction=1, int ignore_index=-100, \
         float label_smoothing=0.0)",
        |a| {
            let weight = a.tensor_or_none(2);
            let arguments = CrossEntropy {
                weight: weight.as_ref(),
                reduction: reduction(a, 3),
                ignore_index: a.int(4),
                label_smoothing: a.float(5),
            };
            value(cross_entropy(&a.tensor(0), &a.tensor(1), arguments))
        },
    ),
    native("kl_div(Tensor input, Tensor target, int reduction=1, *, bool log_target=False)", |a| {
        value(kl_div(&a.tensor(0), &a.tensor(1), reduction(a, 2), a.bool(3)))
    }),
    function("hinge_embedding_loss(Tensor input, Tensor target, float margin=1.0, int reduction=1)", |a| {
        value(hinge_embedding_loss(&a.tensor(0), &a.tensor(1), a.float(2), reduction(a, 3)))
    }),
    function(
        "margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, float margin=0.0, int reduction=1)",
        |a| value(margin_ranking_loss(&a.tensor(0), &a.tensor(1), &a.tensor(2), a.float(3), reduction(a, 4))),
    ),
    native("soft_margin_loss(Tensor input, Tensor target, int reduction=1)", |a| {
        value(soft_margin_loss(&a.tensor(0), &a.tensor(1), reduction(a, 2)))
    }),
    function(
        "cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, float margin=0.0, int reduction=1)",
        |a| value(cosine_embedding_loss(&a.tensor(0), &a.tensor(1), &a.tensor(2), a.float(3), reduction(a, 4))),
    ),
    function(
        "triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, float margin=1.0, float p=2, float \
         eps=1e-06, bool swap=False, int reduction=1)",
        |a| {
            let triplet = Triplet {
                margin: a.float(3),
                p: a.float(4),
                eps: a.float(5),
                swap: a.bool(6),
                reduction: reduction(a, 7),
            };
            value(triplet.loss(&a.tensor(0), &a.tensor(1), &a.tensor(2)))
        },
    ),
    function(
        "poisson_nll_loss(Tensor input, Tensor target, bool log_input, bool full, float eps, int reduction)",
        |a| {
            let poisson =
                Poisson { log_input: a.bool(2), full: a.bool(3), eps: a.float(4), reduction: reduction(a, 5) };
            value(poisson.loss(&a.tensor(0), &a.tensor(1)))
        },
    ),
    native(
        "multi_margin_loss(Tensor input, Tensor target, Scalar p=1, Scalar margin=1, Tensor? weight=None, int \
         reduction=1)",
        |a| {
            let p = if a.float(2) > 1.0 { 2 } else { 1 };
            let weight = a.tensor_or_none(4);
            value(multi_margin_loss(&a.tensor(0), &a.tensor(1), (p, a.float(3)), weight.as_ref(), reduction(a, 5)))
        },
    ),
    native("multilabel_margin_loss(Tensor input, Tensor target, int reduction=1)", |a| {
        value(multilabel_margin_loss(&a.tensor(0), &a.tensor(1), reduction(a, 2)))
    }),
];

fn reduction(a: &Arguments<'_>, index: usize) -> Reduction {
    Reduction::from_code(a.int(index))
}
