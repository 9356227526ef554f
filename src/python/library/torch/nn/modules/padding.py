"""Layers that widen the borders of their input."""

from .. import functional as F
from .module import Module


class _Pad(Module):
    """Widens the last `_dims` dimensions; `_mode` says with what."""

    _dims = 1
    _mode = "constant"
    _value = None

    def __init__(self, padding):
        super().__init__()
        both_sides = isinstance(padding, int)
        self.padding = (padding,) * (2 * self._dims) if both_sides else tuple(padding)

    def forward(self, input):
        self._check_input_dim(input)
        return F.pad(input, self.padding, self._mode, self._fill())

    def _check_input_dim(self, input):
        """Only circular padding is particular."""

    def _fill(self):
        return self._value

    def extra_repr(self):
        return f"{self.padding}"


class _ConstantPad(_Pad):
    def __init__(self, padding, value):
        super().__init__(padding)
        self.value = value

    def _fill(self):
        return self.value

    def extra_repr(self):
        return f"padding={self.padding}, value={self.value}"


class _ZeroPad(_ConstantPad):
    def __init__(self, padding):
        super().__init__(padding, 0.0)

    def extra_repr(self):
        return f"{self.padding}"


class _ReflectionPad(_Pad):
    _mode = "reflect"


class _ReplicationPad(_Pad):
    _mode = "replicate"


class _CircularPad(_Pad):
    _mode = "circular"

    def _check_input_dim(self, input):
        low, high = self._dims + 1, self._dims + 2
        if input.dim() not in (low, high):
            raise ValueError(f"expected {low}D or {high}D input (got {input.dim()}D input)")


def _sized(kind):
    """A padding for one, two and three dimensions."""
    for dims in (1, 2, 3):
        name = f"{kind.__name__[1:]}{dims}d"
        globals()[name] = type(name, (kind,), {"_dims": dims, "__module__": __name__})


for _kind in (_ConstantPad, _ZeroPad, _ReflectionPad, _ReplicationPad, _CircularPad):
    _sized(_kind)
