"""Losses as functions; `torch.nn.functional` shows them."""

import _torch

from ._reduction import _CODES, code, get_enum, legacy_get_string
from ._warn import warn


def _pair(input, target):
    """Broadcast, with PyTorch's warning, when the sizes differ."""
    if target.size() == input.size():
        return input, target
    warn(
        f"Using a target size ({target.size()}) that is different to the input size "
        f"({input.size()}). This will likely lead to incorrect results due to broadcasting. "
        "Please ensure they have the same size.", stacklevel=3,
    )
    return _torch._broadcast_tensors([input, target])


def _weighted(errors, weight, input, reduction, divide_by_weight):
    if weight.size() != input.size():
        raise ValueError("Weights and input must have the same size.")
    errors = errors * weight
    if reduction == "none":
        return errors
    if reduction == "sum":
        return errors.sum()
    if reduction == "mean":
        return errors.sum() / weight.sum() if divide_by_weight else errors.mean()
    raise ValueError(
        f"Invalid reduction mode: {reduction}. Expected one of 'none', 'mean', 'sum'."
    )


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    input_, target = _pair(input, target)
    if weight is not None:
        return _weighted((input_ - target).pow(2), weight, input, reduction, True)
    return _torch.mse_loss(input_, target, code(size_average, reduce, reduction))


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    input_, target = _pair(input, target)
    if weight is not None:
        return _weighted((input_ - target).abs(), weight, input, reduction, True)
    return _torch.l1_loss(input_, target, code(size_average, reduce, reduction))


def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    input, target = _pair(input, target)
    reduced = code(size_average, reduce, reduction)
    if beta == 0.0:
        return _torch.l1_loss(input, target, reduced)
    return _torch.smooth_l1_loss(input, target, reduced, beta)


def huber_loss(input, target, reduction="mean", delta=1.0, weight=None):
    input_, target = _pair(input, target)
    if weight is not None:
        return _weighted(
            _torch.huber_loss(input_, target, 0, delta), weight, input, reduction, False
        )
    return _torch.huber_loss(input_, target, get_enum(reduction), delta)


def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None,
                         reduction="mean"):
    reduced = code(size_average, reduce, reduction)
    if target.size() != input.size():
        raise ValueError(
            f"Using a target size ({target.size()}) that is different to the input size "
            f"({input.size()}) is deprecated. Please ensure they have the same size."
        )
    if weight is not None:
        from .._several import broadcast_shapes

        weight = weight.expand(broadcast_shapes(target.size(), weight.size()))
    return _torch.binary_cross_entropy(input, target, weight, reduced)


def binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None,
                                     reduction="mean", pos_weight=None):
    reduced = code(size_average, reduce, reduction)
    if target.size() != input.size():
        raise ValueError(
            f"Target size ({target.size()}) must be the same as input size ({input.size()})"
        )
    return _torch.binary_cross_entropy_with_logits(input, target, weight, pos_weight, reduced)


def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None,
             reduction="mean"):
    return _torch.nll_loss(
        input, target, weight, code(size_average, reduce, reduction), ignore_index
    )


def cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None,
                  reduction="mean", label_smoothing=0.0):
    return _torch.cross_entropy_loss(
        input, target, weight, code(size_average, reduce, reduction), ignore_index, label_smoothing
    )


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    if size_average is not None or reduce is not None:
        reduced = get_enum(legacy_get_string(size_average, reduce))
    else:
        if reduction == "mean":
            warn(
                "reduction: 'mean' divides the total loss by both the batch size and the support "
                "size.'batchmean' divides only by the batch size, and aligns with the KL div math "
                "definition.'mean' will be changed to behave the same as 'batchmean' in the next "
                "major release."
            )
        reduced = get_enum("sum" if reduction == "batchmean" else reduction)
    loss = _torch.kl_div(input, target, reduced, log_target=log_target)
    if reduction == "batchmean" and input.dim() != 0:
        loss = loss / input.size()[0]
    return loss


def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None,
                         reduction="mean"):
    return _torch.hinge_embedding_loss(
        input, target, margin, code(size_average, reduce, reduction)
    )


def margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None,
                        reduction="mean"):
    reduced = code(size_average, reduce, reduction)
    if input1.dim() != input2.dim() or input1.dim() != target.dim():
        raise RuntimeError(
            "margin_ranking_loss : All input tensors should have same dimension but got sizes: "
            f"input1: {input1.size()}, input2: {input2.size()}, target: {target.size()} "
        )
    return _torch.margin_ranking_loss(input1, input2, target, margin, reduced)


def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    return _torch.soft_margin_loss(input, target, code(size_average, reduce, reduction))


def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    return _torch.multilabel_margin_loss(input, target, code(size_average, reduce, reduction))


def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None,
                                reduction="mean"):
    if size_average is not None or reduce is not None:
        reduction = legacy_get_string(size_average, reduce)
    if reduction not in _CODES:
        raise ValueError(f"{reduction} is not valid")
    log_sigmoid = _torch.log_sigmoid
    loss = -(target * log_sigmoid(input) + (1 - target) * log_sigmoid(-input))
    if weight is not None:
        loss = loss * weight
    loss = loss.sum(dim=input.dim() - 1) / input.size(input.dim() - 1)
    return _reduce(loss, reduction)


def _reduce(loss, reduction):
    if reduction == "mean":
        return loss.mean()
    return loss.sum() if reduction == "sum" else loss


def multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None,
                      reduction="mean"):
    reduced = code(size_average, reduce, reduction)
    if p != 1 and p != 2:
        raise ValueError("only p == 1 and p == 2 supported")
    if weight is not None and weight.dim() != 1:
        raise ValueError("weight must be one-dimensional")
    return _torch.multi_margin_loss(input, target, p, margin, weight, reduced)


def cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None,
                          reduction="mean"):
    return _torch.cosine_embedding_loss(
        input1, input2, target, margin, code(size_average, reduce, reduction)
    )


def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False,
                        size_average=None, reduce=None, reduction="mean"):
    reduced = code(size_average, reduce, reduction)
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    return _torch.triplet_margin_loss(anchor, positive, negative, margin, p, eps, swap, reduced)


def poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-8,
                     reduce=None, reduction="mean"):
    if size_average is not None or reduce is not None:
        reduction = legacy_get_string(size_average, reduce)
    if reduction not in _CODES:
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return _torch.poisson_nll_loss(input, target, log_input, full, eps, get_enum(reduction))


def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction="mean"):
    if isinstance(var, float):
        var = var * _torch.ones_like(input)
    if (var < 0).any():
        raise ValueError("var has negative entry/entries")
    var = _variance_like(input, var)
    if reduction not in _CODES:
        raise ValueError(f"{reduction} is not valid")
    before = _torch.is_grad_enabled()
    var = var.clone()
    _torch.set_grad_enabled(False)
    try:
        var.clamp_(min=eps)
    finally:
        _torch.set_grad_enabled(before)
    loss = 0.5 * (var.log() + (input - target) ** 2 / var)
    if full:
        loss = loss + 0.9189385332046727
    return _reduce(loss, reduction)


def _variance_like(input, var):
    if var.size() == input.size():
        return var
    if input.size()[:-1] == var.size():
        return var.unsqueeze(-1)
    # One dimension of size 1 stands for all of the input's last one.
    shape = (*input.size()[:-1], 1)
    if tuple(var.size()) == shape:
        return var
    raise ValueError("var is of incorrect size")


def triplet_margin_with_distance_loss(anchor, positive, negative, *, distance_function=None,
                                      margin=1.0, swap=False, reduction="mean"):
    if reduction not in _CODES:
        raise ValueError(f"{reduction} is not a valid value for reduction")
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    distance = _torch.pairwise_distance if distance_function is None else distance_function
    near, far = distance(anchor, positive), distance(anchor, negative)
    if swap:
        far = _torch.minimum(far, distance(positive, negative))
    return _reduce(_torch.clamp_min(margin + near - far, 0), reduction)
