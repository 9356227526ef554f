"""Normalisation of each channel of each sample by itself."""

from .. import functional as F
from .._warn import warn
from .batchnorm import _NormBase


class _InstanceNorm(_NormBase):
    _batched = 3

    def __init__(self, num_features, eps=1e-5, momentum=0.1, affine=False,
                 track_running_stats=False, device=None, dtype=None, *, bias=True):
        super().__init__(
            num_features, eps, momentum, affine, track_running_stats, device, dtype, bias=bias
        )

    def forward(self, input):
        self._check_input_dim(input)
        alone = input.dim() == self._batched - 1
        self._check_channels(input, 0 if alone else 1)
        output = F.instance_norm(
            input.unsqueeze(0) if alone else input, self.running_mean, self.running_var,
            self.weight, self.bias, self.training or not self.track_running_stats,
            self.momentum if self.momentum is not None else 0.0, self.eps,
        )
        return output.squeeze(0) if alone else output

    def _check_input_dim(self, input):
        if input.dim() not in (self._batched - 1, self._batched):
            raise ValueError(
                f"expected {self._batched - 1}D or {self._batched}D input (got {input.dim()}D input)"
            )

    def _check_channels(self, input, dim):
        if input.size(dim) == self.num_features:
            return
        if self.affine:
            raise ValueError(
                f"expected input's size at dim={dim} to match num_features ({self.num_features}), "
                f"but got: {input.size(dim)}."
            )
        warn(
            f"input's size at dim={dim} does not match num_features. You can silence this warning "
            "by not passing in num_features, which is not used because affine=False"
        )


class InstanceNorm1d(_InstanceNorm):
    _batched = 3


class InstanceNorm2d(_InstanceNorm):
    _batched = 4


class InstanceNorm3d(_InstanceNorm):
    _batched = 5
