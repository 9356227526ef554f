"""Layers as functions; `torch.nn.functional` shows them."""

import _torch

from ._warn import warn


def _check_probability(p):
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


def dropout(input, p=0.5, training=True, inplace=False):
    _check_probability(p)
    return (_torch.dropout_ if inplace else _torch.dropout)(input, p, training)


def alpha_dropout(input, p=0.5, training=False, inplace=False):
    _check_probability(p)
    return (_torch.alpha_dropout_ if inplace else _torch.alpha_dropout)(input, p, training)


def feature_alpha_dropout(input, p=0.5, training=False, inplace=False):
    _check_probability(p)
    function = _torch.feature_alpha_dropout_ if inplace else _torch.feature_alpha_dropout
    return function(input, p, training)


def _feature_dropout(input, p, training, inplace, batched):
    function = _torch.feature_dropout_ if inplace else _torch.feature_dropout
    if batched:
        return function(input, p, training)
    if inplace:
        return function(input.unsqueeze_(0), p, training).squeeze_(0)
    return function(input.unsqueeze(0), p, training).squeeze(0)


def dropout1d(input, p=0.5, training=True, inplace=False):
    _check_probability(p)
    ndim = input.dim()
    if ndim not in (2, 3):
        raise RuntimeError(
            f"dropout1d: Expected 2D or 3D input, but received a {ndim}D input. Note that "
            "dropout1d exists to provide channel-wise dropout on inputs with 1 spatial dimension, "
            "a channel dimension, and an optional batch dimension (i.e. 2D or 3D inputs)."
        )
    return _feature_dropout(input, p, training, inplace, ndim == 3)


def _warn_dropout(name, ndim, sizes, spatial):
    warn(
        f"{name}: Received a {ndim}-D input to {name}, which is deprecated and will result in an "
        "error in a future release. To retain the behavior and silence this warning, please use "
        f"dropout instead. Note that {name} exists to provide channel-wise dropout on inputs with "
        f"{spatial} spatial dimensions, a channel dimension, and an optional batch dimension "
        f"(i.e. {sizes} inputs).", stacklevel=3,
    )


def dropout2d(input, p=0.5, training=True, inplace=False):
    _check_probability(p)
    ndim = input.dim()
    if ndim not in (3, 4):
        _warn_dropout("dropout2d", ndim, "3D or 4D", 2)
    if ndim == 3:
        warn(
            "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D "
            "dropout behavior is desired - input is interpreted as shape (N, C, L), where C is "
            "the channel dim. This behavior will change in a future release to interpret the "
            "input as one without a batch dimension, i.e. shape (C, H, W). To maintain the 1D "
            "channel-wise dropout behavior, please switch to using dropout1d instead."
        )
    return _feature_dropout(input, p, training, inplace, True)


def dropout3d(input, p=0.5, training=True, inplace=False):
    _check_probability(p)
    ndim = input.dim()
    if ndim not in (4, 5):
        _warn_dropout("dropout3d", ndim, "4D or 5D", 3)
    return _feature_dropout(input, p, training, inplace, ndim == 5)


def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0,
              scale_grad_by_freq=False, sparse=False):
    if padding_idx is None:
        padding_idx = -1
    else:
        if not -weight.size(0) <= padding_idx < weight.size(0):
            raise AssertionError("Padding_idx must be within num_embeddings")
        padding_idx %= weight.size(0)
    if max_norm is not None:
        before = _torch.is_grad_enabled()
        _torch.set_grad_enabled(False)
        try:
            _torch.embedding_renorm_(weight.detach(), input, max_norm, norm_type)
        finally:
            _torch.set_grad_enabled(before)
    return _torch.embedding(weight, input, padding_idx, scale_grad_by_freq, sparse)


def _check_batch(size):
    values = size[0]
    for n in size[2:]:
        values *= n
    if values == 1:
        raise ValueError(
            f"Expected more than 1 value per channel when training, got input size {size}"
        )


def batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False,
               momentum=0.1, eps=1e-5):
    if training:
        _check_batch(input.size())
    if training and eps <= 0.0:
        raise ValueError(f"batch_norm eps must be positive during training, but got {eps}")
    if eps < 0.0:
        raise ValueError(f"batch_norm eps must be non-negative, but got {eps}")
    return _torch.batch_norm(
        input, weight, bias, running_mean, running_var, training, momentum, eps, True
    )


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5):
    return _torch.layer_norm(input, normalized_shape, weight, bias, eps, True)


def rms_norm(input, normalized_shape, weight=None, eps=None):
    return _torch.rms_norm(input, normalized_shape, weight, eps)


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5):
    if input.dim() < 2:
        raise RuntimeError(
            f"Expected at least 2 dimensions for input tensor but received {input.dim()}"
        )
    _check_batch(
        [input.size(0) * input.size(1) // num_groups, num_groups, *input.size()[2:]]
    )
    return _torch.group_norm(input, num_groups, weight, bias, eps, True)


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    length = input.norm(p, dim, keepdim=True).clamp_min(eps).expand_as(input)
    return input / length if out is None else _torch.div(input, length, out=out)


def instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None,
                  use_input_stats=True, momentum=0.1, eps=1e-5):
    """A batch normalisation in which each channel of each sample is a channel of its own."""
    size = input.size()
    if use_input_stats:
        _check_spatial(size)
    samples, channels = size[0], size[1]
    repeated = [None if one is None else one.repeat(samples)
                for one in (weight, bias, running_mean, running_var)]
    output = _torch.batch_norm(
        input.contiguous().view(1, samples * channels, *size[2:]), *repeated, use_input_stats,
        momentum, eps, True,
    )
    for kept, found in zip((running_mean, running_var), repeated[2:]):
        if kept is not None and use_input_stats:
            kept.copy_(found.view(samples, channels).mean(0))
    return output.view(size)


def _check_spatial(size):
    values = 1
    for n in size[2:]:
        values *= n
    if values == 1:
        raise ValueError(
            f"Expected more than 1 spatial element when training, got input size {size}"
        )
