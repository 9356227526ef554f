//! Layers: dropout, embeddings, normalisation, `bilinear`.

use crate::{
    nn::{
        bilinear::bilinear,
        dropout::Dropout,
        embedding::{Learning, embedding, embedding_renorm_},
        norm::{BatchNorm, batch_norm, group_norm, layer_norm, rms_norm},
    },
    python::binding::{
        arguments::Arguments,
        function::{Function, Outcome, function, function_inplace, native, value},
    },
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    function_inplace("dropout(Tensor input, float p, bool train)", |a| dropped(a, Dropout::Plain)),
    function_inplace("feature_dropout(Tensor input, float p, bool train)", |a| dropped(a, Dropout::Feature)),
    function_inplace("alpha_dropout(Tensor input, float p, bool train)", |a| dropped(a, Dropout::Alpha)),
    function_inplace("feature_alpha_dropout(Tensor input, float p, bool train)", |a| dropped(a, Dropout::FeatureAlpha)),
    function(
        "embedding(Tensor weight, Tensor indices, int padding_idx=-1, bool scale_grad_by_freq=False, bool \
         sparse=False)",
        |a| {
            let learning = Learning { padding_idx: a.int(2), scale_by_frequency: a.bool(3) };
            value(embedding(&a.tensor(0), &a.tensor(1), learning))
        },
    ),
    native("embedding_renorm_(Tensor input, Tensor indices, float max_norm, float norm_type)", |a| {
        value(embedding_renorm_(&a.tensor(0), &a.tensor(1), a.float(2), a.float(3)))
    }),
    function("bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias=None)", |a| {
        value(bilinear(&a.tensor(0), &a.tensor(1), &a.tensor(2), a.tensor_or_none(3).as_ref()))
    }),
    function(
        "batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool \
         training, float momentum, float eps, bool cudnn_enabled)",
        |a| {
            let arguments = BatchNorm {
                weight: a.tensor_or_none(1),
                bias: a.tensor_or_none(2),
                running_mean: a.tensor_or_none(3),
                running_var: a.tensor_or_none(4),
                training: a.bool(5),
                momentum: a.float(6),
                eps: a.float(7),
            };
            value(batch_norm(&a.tensor(0), &arguments))
        },
    ),
    function(
        "layer_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1e-05, \
         bool cudnn_enable=True)",
        |a| {
            let (weight, bias) = (a.tensor_or_none(2), a.tensor_or_none(3));
            value(layer_norm(&a.tensor(0), &a.ints(1), weight.as_ref(), bias.as_ref(), a.float(4)))
        },
    ),
    function(
        "group_norm(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, float eps=1e-05, bool \
         cudnn_enabled=True)",
        |a| {
            let (weight, bias) = (a.tensor_or_none(2), a.tensor_or_none(3));
            value(group_norm(&a.tensor(0), a.int(1), weight.as_ref(), bias.as_ref(), a.float(4)))
        },
    ),
    function("rms_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, float? eps=None)", |a| {
        value(rms_norm(&a.tensor(0), &a.ints(1), a.tensor_or_none(2).as_ref(), a.float_or_none(3)))
    }),
];

fn dropped(a: &Arguments<'_>, dropout: Dropout) -> Outcome {
    value(dropout.apply(&a.tensor(0), a.float(1), a.bool(2)))
}
