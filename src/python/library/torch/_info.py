"""`torch.finfo` and `torch.iinfo`: the limits of the dtypes."""

import _torch

# bits, digits of the fraction, largest and smallest exponent, decimal digits
_FLOATS = {
    "torch.float16": (16, 10, 15, -14, 3),
    "torch.bfloat16": (16, 7, 127, -126, 2),
    "torch.float32": (32, 23, 127, -126, 6),
    "torch.float64": (64, 52, 1023, -1022, 15),
}
_INTEGERS = {
    "torch.uint8": (8, False), "torch.int8": (8, True), "torch.int16": (16, True),
    "torch.int32": (32, True), "torch.int64": (64, True),
}


class finfo:
    __module__ = "torch"

    def __init__(self, type=None):
        name = str(_torch.get_default_dtype() if type is None else type)
        if name not in _FLOATS:
            raise TypeError(
                f"torch.finfo() requires a floating point input type. Use torch.iinfo to handle "
                f"'{name.replace('torch.', 'torch.')}'"
            )
        bits, digits, high, low, decimals = _FLOATS[name]
        self.bits = bits
        self.dtype = name.replace("torch.", "")
        self.eps = 2.0 ** -digits
        self.max = (2.0 - 2.0 ** -digits) * 2.0 ** high
        self.min = -self.max
        self.tiny = self.smallest_normal = 2.0 ** low
        self.resolution = float(f"1e-{decimals}")

    def __repr__(self):
        return (
            f"finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, "
            f"eps={self.eps:g}, smallest_normal={self.smallest_normal:g}, tiny={self.tiny:g}, "
            f"dtype={self.dtype})"
        )


class iinfo:
    __module__ = "torch"

    def __init__(self, type):
        name = str(type)
        if name not in _INTEGERS:
            raise TypeError(
                "torch.iinfo() requires an integer input type. Use torch.finfo to handle "
                f"'{name}'"
            )
        self.bits, signed = _INTEGERS[name]
        self.dtype = name.replace("torch.", "")
        self.max = 2 ** (self.bits - signed) - 1
        self.min = -self.max - 1 if signed else 0

    def __repr__(self):
        return f"iinfo(min={self.min:g}, max={self.max:g}, dtype={self.dtype})"
