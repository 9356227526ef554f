"""`torch.linalg`: natively `linalg_*`."""

import _torch


class LinAlgError(RuntimeError):
    __module__ = "torch._C"


LinAlgError.__name__ = LinAlgError.__qualname__ = "_LinAlgError"


def __getattr__(name):
    value = getattr(_torch, "linalg_" + name, None)
    if value is None:
        raise AttributeError(f"module 'torch.linalg' has no attribute '{name}'")
    return value
