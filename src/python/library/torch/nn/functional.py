"""`torch.nn.functional`: what modules compute, as functions."""

import _torch

from . import _reduction  # noqa: F401
from ._activations import (  # noqa: F401
    celu, elu, glu, gumbel_softmax, hardsigmoid, hardswish, hardtanh, leaky_relu, log_softmax,
    mish, relu, relu6, rrelu, selu, sigmoid, silu, softmax, softmin, softsign, tanh, tanhshrink,
    threshold,
)
from ._layers import (  # noqa: F401
    alpha_dropout, batch_norm, dropout, dropout1d, dropout2d, dropout3d, embedding,
    feature_alpha_dropout, group_norm, instance_norm, layer_norm, normalize, rms_norm,
)
from ._losses import (  # noqa: F401
    binary_cross_entropy, binary_cross_entropy_with_logits, cosine_embedding_loss, cross_entropy,
    gaussian_nll_loss, hinge_embedding_loss, huber_loss, kl_div, l1_loss, margin_ranking_loss,
    mse_loss, multi_margin_loss, multilabel_margin_loss, multilabel_soft_margin_loss, nll_loss,
    poisson_nll_loss, smooth_l1_loss, soft_margin_loss, triplet_margin_loss,
    triplet_margin_with_distance_loss,
)

# These are native as they stand.
for _name in (
    "linear", "bilinear", "prelu", "gelu", "softplus", "hardshrink", "softshrink", "one_hot",
    "cosine_similarity", "pairwise_distance", "pad", "relu_", "elu_", "selu_", "celu_",
    "hardtanh_", "leaky_relu_", "rrelu_", "threshold_",
):
    if hasattr(_torch, _name):
        globals()[_name] = getattr(_torch, _name)
if hasattr(_torch, "log_sigmoid"):
    logsigmoid = _torch.log_sigmoid
