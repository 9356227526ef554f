"""Changing the dtype or place of all parameters: methods of `Module`."""

import _torch

from ...autograd.grad_mode import no_grad


def _apply(self, fn, recurse=True):
    if recurse:
        for module in self.children():
            module._apply(fn)
    for param in self._parameters.values():
        if param is None:
            continue
        gradient = param.grad
        with no_grad():
            param.grad = None
            param.data = fn(param.data)
            if gradient is not None:
                param.grad = fn(gradient)
    for name, buffer in self._buffers.items():
        if buffer is not None:
            self._buffers[name] = fn(buffer)
    return self


def _floats_to(self, dtype):
    return self._apply(lambda t: t.to(dtype) if t.is_floating_point() else t)


def float(self):
    return _floats_to(self, _torch.float32)


def double(self):
    return _floats_to(self, _torch.float64)


def half(self):
    return _floats_to(self, _torch.float16)


def bfloat16(self):
    return _floats_to(self, _torch.bfloat16)


def type(self, dst_type):
    return self._apply(lambda t: t.type(dst_type))


def cpu(self):
    return self._apply(lambda t: t.to("cpu"))


def cuda(self, device=None):
    return self._apply(lambda t: t.to("cuda"))


def share_memory(self):
    return self


def compile(self, *args, **kwargs):
    """Compiled or not, the numbers are the same."""


def to_empty(self, *, device, recurse=True):
    return self._apply(lambda t: _torch.empty_like(t), recurse)


def to(self, *args, **kwargs):
    device, dtype = _target(args, kwargs)
    if dtype is not None and not (dtype.is_floating_point or dtype.is_complex):
        raise TypeError(
            "nn.Module.to only accepts floating point or complex dtypes, but got desired "
            f"dtype={dtype}"
        )

    def convert(tensor):
        if device is not None:
            tensor = tensor.to(device)
        return tensor.to(dtype) if dtype is not None and tensor.is_floating_point() else tensor

    return self._apply(convert)


def _target(args, kwargs):
    """The device and dtype of any of the forms that `to` takes."""
    device, dtype = kwargs.get("device"), kwargs.get("dtype")
    tensor = kwargs.get("tensor")
    for arg in args:
        if isinstance(arg, _torch.Tensor):
            tensor = arg
        elif isinstance(arg, _torch.dtype):
            dtype = arg
        elif arg is not None and not isinstance(arg, bool):
            device = arg
    if tensor is not None:
        device, dtype = tensor.device, tensor.dtype
    return device, dtype
