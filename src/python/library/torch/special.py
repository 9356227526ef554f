"""`torch.special`: most of it stands in `torch`, some under another name."""

import _torch

_OTHER_NAMES = {
    "expit": "sigmoid", "gammaln": "lgamma", "psi": "digamma",
}
_SAME_NAMES = frozenset((
    "digamma", "erf", "erfc", "erfinv", "exp2", "expm1", "i0", "log1p", "logit", "logsumexp",
    "polygamma", "round", "sinc", "xlogy",
))


def softmax(input, dim, *, dtype=None):
    return _torch.softmax(input, dim, dtype=dtype)


def log_softmax(input, dim, *, dtype=None):
    return _torch.log_softmax(input, dim, dtype=dtype)


def xlog1py(input, other):
    """input · ln(1 + other), 0 where input is 0."""
    x, y = _as_tensor(input), _as_tensor(other)
    return _torch.where((x == 0) & ~_torch.isnan(y), 0.0, x * _torch.log1p(y))


def i1(input):
    return _torch.special_i1(input)


def entr(input):
    """−x · ln x; 0 at 0, −∞ below."""
    inside = _torch.where(input == 0, 0.0, -_torch.xlogy(input, input))
    return _torch.where(input < 0, -_INFINITY, inside)


_INFINITY = 1e999


def _as_tensor(value):
    return value if isinstance(value, _torch.Tensor) else _torch.tensor(value)


def __getattr__(name):
    if name in _OTHER_NAMES or name in _SAME_NAMES:
        return getattr(_torch, _OTHER_NAMES.get(name, name))
    raise AttributeError(f"module 'torch.special' has no attribute '{name}'")
