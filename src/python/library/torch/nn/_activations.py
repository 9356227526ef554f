"""Activations as functions; `torch.nn.functional` shows them."""

import _torch

from ._warn import warn


def relu(input, inplace=False):
    return _torch.relu_(input) if inplace else _torch.relu(input)


def relu6(input, inplace=False):
    return _torch.relu6_(input) if inplace else _torch.relu6(input)


def threshold(input, threshold, value, inplace=False):
    if inplace:
        return _torch.threshold_(input, threshold, value)
    return _torch.threshold(input, threshold, value)


def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    if min_val > max_val:
        raise ValueError("min_val cannot be greater than max_val")
    if inplace:
        return _torch.hardtanh_(input, min_val, max_val)
    return _torch.hardtanh(input, min_val, max_val)


def elu(input, alpha=1.0, inplace=False):
    return _torch.elu_(input, alpha) if inplace else _torch.elu(input, alpha)


def celu(input, alpha=1.0, inplace=False):
    return _torch.celu_(input, alpha) if inplace else _torch.celu(input, alpha)


def selu(input, inplace=False):
    return _torch.selu_(input) if inplace else _torch.selu(input)


def leaky_relu(input, negative_slope=0.01, inplace=False):
    if inplace:
        return _torch.leaky_relu_(input, negative_slope)
    return _torch.leaky_relu(input, negative_slope)


def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, inplace=False):
    if inplace:
        return _torch.rrelu_(input, lower, upper, training)
    return _torch.rrelu(input, lower, upper, training)


def glu(input, dim=-1):
    if input.dim() == 0:
        raise RuntimeError("glu does not support scalars because halving size must be even")
    return _torch.glu(input, dim)


def hardsigmoid(input, inplace=False):
    return _torch.hardsigmoid_(input) if inplace else _torch.hardsigmoid(input)


def hardswish(input, inplace=False):
    return _torch.hardswish_(input) if inplace else _torch.hardswish(input)


def silu(input, inplace=False):
    return _torch.silu_(input) if inplace else _torch.silu(input)


def mish(input, inplace=False):
    return _torch.mish_(input) if inplace else _torch.mish(input)


def sigmoid(input):
    return input.sigmoid()


def tanh(input):
    return input.tanh()


def softsign(input):
    return _torch.softsign(input)


def tanhshrink(input):
    return _torch.tanhshrink(input)


def _softmax_dim(name, ndim, stacklevel):
    warn(
        f"Implicit dimension choice for {name} has been deprecated. Change the call to include "
        "dim=X as an argument.", stacklevel=stacklevel,
    )
    return 0 if ndim in (0, 1, 3) else 1


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    if dim is None:
        dim = _softmax_dim("softmax", input.dim(), _stacklevel)
    return input.softmax(dim) if dtype is None else input.softmax(dim, dtype=dtype)


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    if dim is None:
        dim = _softmax_dim("softmin", input.dim(), _stacklevel)
    return (-input).softmax(dim) if dtype is None else (-input).softmax(dim, dtype=dtype)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    if dim is None:
        dim = _softmax_dim("log_softmax", input.dim(), _stacklevel)
    return input.log_softmax(dim) if dtype is None else input.log_softmax(dim, dtype=dtype)


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    if eps != 1e-10:
        warn("`eps` parameter is deprecated and has no effect.")
    noise = -_torch.empty_like(logits).exponential_().log()
    soft = ((logits + noise) / tau).softmax(dim)
    if not hard:
        return soft
    index = soft.max(dim, keepdim=True)[1]
    return _torch.zeros_like(logits).scatter_(dim, index, 1.0) - soft.detach() + soft
