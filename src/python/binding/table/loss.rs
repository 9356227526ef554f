//! Losses; `reduction` is PyTorch's number: 0 none, 1 mean, 2 sum.

use crate::{
    nn::loss::{
        CrossEntropy, Reduction, binary_cross_entropy, binary_cross_entropy_with_logits, cross_entropy, huber_loss,
        kl_div, l1_loss, mse_loss, nll_loss, smooth_l1_loss,
    },
    python::binding::{
        arguments::Arguments,
        function::{Function, native, value},
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
];

fn reduction(a: &Arguments<'_>, index: usize) -> Reduction {
    Reduction::from_code(a.int(index))
}
