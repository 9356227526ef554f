"""`torch.functional`: the native functions under their second name."""

import _torch


def __getattr__(name):
    if name in _torch.public:
        return getattr(_torch, name)
    raise AttributeError(f"module 'torch.functional' has no attribute '{name}'")
