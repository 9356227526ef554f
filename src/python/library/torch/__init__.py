"""The `torch` that students import: Python over the native module `_torch`.

`NATIVE.md` is the contract between the two. Whatever is seldom used is
imported on first access, since start-up time is part of every program.
"""

import _torch
from _torch import Tensor, dtype

from ._types import Size, device

_torch.set_size_class(Size)
_torch.set_device_class(device)
globals().update({_name: getattr(_torch, _name) for _name in _torch.public})

from .autograd.grad_mode import (  # noqa: E402
    enable_grad, inference_mode, no_grad, set_grad_enabled,
)

__version__ = "2.15.0"

for _alias, _name in (
    ("float", "float32"), ("double", "float64"), ("half", "float16"), ("bfloat16", "bfloat16"),
    ("long", "int64"), ("int", "int32"), ("short", "int16"), ("int8", "int8"), ("uint8", "uint8"),
    ("float16", "float16"), ("float32", "float32"), ("float64", "float64"),
    ("int16", "int16"), ("int32", "int32"), ("int64", "int64"), ("bool", "bool"),
    ("strided", "strided"), ("Generator", "Generator"),
    ("default_generator", "default_generator"),
):
    if hasattr(_torch, _name):
        globals()[_alias] = getattr(_torch, _name)

e = 2.718281828459045
inf = 1e999
nan = inf - inf
pi = 3.141592653589793
newaxis = None

_SUBMODULES = frozenset((
    "autograd", "backends", "cuda", "functional", "linalg", "nn", "optim", "random", "return_types",
    "special", "testing", "utils", "version",
))
_ELSEWHERE = {
    "finfo": "_info", "iinfo": "_info", "compile": "_extra", "save": "_extra", "load": "_extra",
    "typename": "_extra", "is_grad_enabled": "autograd.grad_mode",
    "is_inference_mode_enabled": "autograd.grad_mode", "OutOfMemoryError": "_extra",
    "get_default_device": "_extra", "memory_format": "_extra", "contiguous_format": "_extra",
    "preserve_format": "_extra", "set_default_device": "_extra", "vmap": "_extra",
    "FloatTensor": "_extra", "DoubleTensor": "_extra", "LongTensor": "_extra",
    "IntTensor": "_extra", "ShortTensor": "_extra", "CharTensor": "_extra", "ByteTensor": "_extra", "BoolTensor": "_extra", "use_deterministic_algorithms": "_extra",
    "are_deterministic_algorithms_enabled": "_extra", "is_storage": "_extra",
    "set_float32_matmul_precision": "_extra", "get_float32_matmul_precision": "_extra",
    "set_num_interop_threads": "_extra", "get_num_interop_threads": "_extra",
    **dict.fromkeys((
        "broadcast_tensors", "broadcast_shapes", "atleast_1d", "atleast_2d", "atleast_3d", "chain_matmul",
        "tensordot", "einsum",
    ), "_several"),
    **dict.fromkeys((
        "asarray", "gradient", "histogram", "histogramdd", "nonzero_static", "range",
        "unravel_index",
    ), "_composed"),
    "set_default_tensor_type": "_extra", "fork_rng": "random", "meshgrid": "_several", "cartesian_prod": "_several", "block_diag": "_several",
}


def is_tensor(obj, /):
    return isinstance(obj, Tensor)


def __getattr__(name):
    """Import on demand what programs seldom use."""
    if name in _SUBMODULES:
        return __import__("torch." + name, None, None, ["*"])
    home = _ELSEWHERE.get(name)
    if home is not None:
        value = getattr(__import__("torch." + home, None, None, ["*"]), name, None)
        if value is not None:
            globals()[name] = value
            return value
    raise AttributeError(f"module 'torch' has no attribute '{name}'")


def __dir__():
    return sorted(set(globals()) | _SUBMODULES | set(_ELSEWHERE))
