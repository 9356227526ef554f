"""Normalisation over features."""

import _torch

from .. import functional as F
from .. import init
from ..parameter import Parameter
from .module import Module


class _Affine(Module):
    """A normalisation with an optional scale and shift, which begin as one and zero."""

    def _add_affine(self, shape, wanted, bias, make):
        value = Parameter(_torch.empty(shape, **make)) if wanted else None
        self.register_parameter("weight", value)
        if bias is not None:
            value = Parameter(_torch.empty(shape, **make)) if wanted and bias else None
            self.register_parameter("bias", value)
        self.reset_parameters()

    def reset_parameters(self):
        params = self._parameters
        if params["weight"] is not None:
            init.ones_(params["weight"])
        if params.get("bias") is not None:
            init.zeros_(params["bias"])


def _shape(normalized_shape):
    return (normalized_shape,) if isinstance(normalized_shape, int) else tuple(normalized_shape)


class LayerNorm(_Affine):
    def __init__(self, normalized_shape, eps=1e-5, elementwise_affine=True, bias=True, device=None,
                 dtype=None):
        super().__init__()
        self.normalized_shape = _shape(normalized_shape)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        make = {"device": device, "dtype": dtype}
        self._add_affine(self.normalized_shape, elementwise_affine, bool(bias), make)

    def forward(self, input):
        return F.layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps)

    def extra_repr(self):
        return (
            f"{self.normalized_shape}, eps={self.eps}, "
            f"elementwise_affine={self.elementwise_affine}, bias={self.bias is not None}"
        )


class RMSNorm(_Affine):
    def __init__(self, normalized_shape, eps=None, elementwise_affine=True, device=None,
                 dtype=None):
        super().__init__()
        self.normalized_shape = _shape(normalized_shape)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        make = {"device": device, "dtype": dtype}
        self._add_affine(self.normalized_shape, elementwise_affine, None, make)

    def forward(self, x):
        return F.rms_norm(x, self.normalized_shape, self.weight, self.eps)

    def extra_repr(self):
        return (
            f"{self.normalized_shape}, eps={self.eps}, "
            f"elementwise_affine={self.elementwise_affine}"
        )


class GroupNorm(_Affine):
    def __init__(self, num_groups, num_channels, eps=1e-5, affine=True, device=None, dtype=None, *,
                 bias=True):
        super().__init__()
        if num_channels % num_groups != 0:
            raise ValueError(
                f"num_channels ({num_channels}) must be divisible by num_groups ({num_groups})"
            )
        self.num_groups = num_groups
        self.num_channels = num_channels
        self.eps = eps
        self.affine = affine
        self._add_affine(num_channels, affine, bool(bias), {"device": device, "dtype": dtype})

    def forward(self, input):
        return F.group_norm(input, self.num_groups, self.weight, self.bias, self.eps)

    def extra_repr(self):
        return (
            f"{self.num_groups}, {self.num_channels}, eps={self.eps}, affine={self.affine}, "
            f"bias={self.bias is not None}"
        )
