"""`torch.nn.init`: filling tensors; the order of the draws is PyTorch's."""

from math import ceil, sqrt

import _torch

from ._warn import warn


class quiet:
    """Operations inside are one event of a trace: the filling of these tensors. No gradients."""

    def __init__(self, name, *tensors):
        self.name = name
        self.tensors = [t for t in tensors if t is not None]

    def __enter__(self):
        self.before = _torch.is_grad_enabled()
        _torch.set_grad_enabled(False)
        self.told = _torch.tracing()
        if self.told:
            _torch.enter_quiet("init", self.name, [])

    def __exit__(self, *exc):
        if self.told:
            _torch.leave_quiet(self.tensors)
        _torch.set_grad_enabled(self.before)


_LINEAR = frozenset((
    "linear", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d",
    "conv_transpose3d", "sigmoid",
))


def calculate_gain(nonlinearity, param=None):
    if nonlinearity in _LINEAR:
        return 1
    if nonlinearity == "tanh":
        return 5.0 / 3
    if nonlinearity == "relu":
        return sqrt(2.0)
    if nonlinearity == "selu":
        return 3.0 / 4
    if nonlinearity == "leaky_relu":
        slope = 0.01 if param is None else param
        if isinstance(slope, bool) or not isinstance(slope, (int, float)):
            raise ValueError(f"negative_slope {param} not a valid number")
        return sqrt(2.0 / (1 + slope ** 2))
    raise ValueError(f"Unsupported nonlinearity {nonlinearity}")


def uniform_(tensor, a=0.0, b=1.0, generator=None):
    with quiet("uniform_", tensor):
        return tensor.uniform_(a, b, generator=generator)


def normal_(tensor, mean=0.0, std=1.0, generator=None):
    with quiet("normal_", tensor):
        return tensor.normal_(mean, std, generator=generator)


def constant_(tensor, val):
    with quiet("constant_", tensor):
        return tensor.fill_(val)


def ones_(tensor):
    with quiet("ones_", tensor):
        return tensor.fill_(1.0)


def zeros_(tensor):
    with quiet("zeros_", tensor):
        return tensor.zero_()


def eye_(tensor):
    if tensor.dim() != 2:
        raise ValueError("Only tensors with 2 dimensions are supported")
    with quiet("eye_", tensor):
        return tensor.copy_(_torch.eye(*tensor.shape))


def dirac_(tensor, groups=1):
    if tensor.dim() not in (3, 4, 5):
        raise ValueError("Only tensors with 3, 4, or 5 dimensions are supported")
    sizes = tensor.size()
    if sizes[0] % groups != 0:
        raise ValueError("dim 0 must be divisible by groups")
    per_group = sizes[0] // groups
    centre = tuple([n // 2 for n in sizes[2:]])
    with quiet("dirac_", tensor):
        tensor.zero_()
        for group in range(groups):
            for d in range(min(per_group, sizes[1])):
                tensor[(group * per_group + d, d, *centre)] = 1
    return tensor


def _calculate_fan_in_and_fan_out(tensor):
    if tensor.dim() < 2:
        raise ValueError(
            "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions"
        )
    fan_out, fan_in, *rest = tensor.shape
    for n in rest:
        fan_in *= n
        fan_out *= n
    return fan_in, fan_out


def _calculate_correct_fan(tensor, mode):
    mode = mode.lower()
    valid_modes = ["fan_in", "fan_out"]
    if mode not in valid_modes:
        raise ValueError(f"Mode {mode} not supported, please use one of {valid_modes}")
    return _calculate_fan_in_and_fan_out(tensor)[valid_modes.index(mode)]


def xavier_uniform_(tensor, gain=1.0, generator=None):
    fan_in, fan_out = _calculate_fan_in_and_fan_out(tensor)
    bound = sqrt(3.0) * (gain * sqrt(2.0 / float(fan_in + fan_out)))
    with quiet("xavier_uniform_", tensor):
        return tensor.uniform_(-bound, bound, generator=generator)


def xavier_normal_(tensor, gain=1.0, generator=None):
    fan_in, fan_out = _calculate_fan_in_and_fan_out(tensor)
    std = gain * sqrt(2.0 / float(fan_in + fan_out))
    with quiet("xavier_normal_", tensor):
        return tensor.normal_(0.0, std, generator=generator)


def _kaiming_std(tensor, a, mode, nonlinearity):
    fan = _calculate_correct_fan(tensor, mode)
    return calculate_gain(nonlinearity, a) / sqrt(fan)


def _is_empty(tensor):
    if 0 in tensor.shape:
        warn("Initializing zero-element tensors is a no-op", stacklevel=3)
        return True
    return False


def kaiming_uniform_(tensor, a=0, mode="fan_in", nonlinearity="leaky_relu", generator=None):
    if _is_empty(tensor):
        return tensor
    bound = sqrt(3.0) * _kaiming_std(tensor, a, mode, nonlinearity)
    with quiet("kaiming_uniform_", tensor):
        return tensor.uniform_(-bound, bound, generator=generator)


def kaiming_normal_(tensor, a=0, mode="fan_in", nonlinearity="leaky_relu", generator=None):
    if _is_empty(tensor):
        return tensor
    std = _kaiming_std(tensor, a, mode, nonlinearity)
    with quiet("kaiming_normal_", tensor):
        return tensor.normal_(0, std, generator=generator)


def trunc_normal_(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0, generator=None):
    from ._truncated import fill

    if mean < a - 2 * std or mean > b + 2 * std:
        warn(
            "mean is more than 2 std from [a, b] in nn.init.trunc_normal_. The distribution of "
            "values may be incorrect."
        )
    with quiet("trunc_normal_", tensor):
        return fill(tensor, mean, std, a, b, generator)


def orthogonal_(tensor, gain=1, generator=None):
    if tensor.dim() < 2:
        raise ValueError("Only tensors with 2 or more dimensions are supported")
    if tensor.numel() == 0:
        return tensor
    rows = tensor.size(0)
    columns = tensor.numel() // rows
    with quiet("orthogonal_", tensor):
        flat = tensor.new_empty((rows, columns)).normal_(0, 1, generator=generator)
        if rows < columns:
            flat = flat.t()
        q, r = _torch.linalg_qr(flat)
        q = q * _torch.diag(r, 0).sign()
        if rows < columns:
            q = q.t()
        tensor.view_as(q).copy_(q)
        return tensor.mul_(gain)


def sparse_(tensor, sparsity, std=0.01, generator=None):
    if tensor.dim() != 2:
        raise ValueError("Only tensors with 2 dimensions are supported")
    rows, columns = tensor.shape
    zeros = ceil(sparsity * rows)
    with quiet("sparse_", tensor):
        tensor.normal_(0, std, generator=generator)
        for column in range(columns):
            tensor[_torch.randperm(rows)[:zeros], column] = 0
    return tensor


def _deprecated(function):
    new = function.__name__

    def renamed(*args, **kwargs):
        warn(
            f"`nn.init.{new[:-1]}` is now deprecated in favor of `nn.init.{new}`.", FutureWarning
        )
        return function(*args, **kwargs)

    renamed.__name__ = new[:-1]
    return renamed


for _function in (
    uniform_, normal_, constant_, eye_, dirac_, xavier_uniform_, xavier_normal_, kaiming_uniform_,
    kaiming_normal_, orthogonal_, sparse_,
):
    globals()[_function.__name__[:-1]] = _deprecated(_function)
