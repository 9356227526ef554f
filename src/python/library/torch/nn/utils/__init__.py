"""`torch.nn.utils`: clipping gradients, and parameters as one vector."""

import _torch
from _torch import Tensor

__all__ = [
    "clip_grad_norm_", "clip_grad_value_", "get_total_norm", "clip_grads_with_norm_",
    "parameters_to_vector", "vector_to_parameters",
]


class _Clipping:
    """Inside, no gradients are recorded, and a trace sees one event."""

    def __init__(self, name, gradients):
        self.name = name
        self.gradients = gradients

    def __enter__(self):
        self.before = _torch.is_grad_enabled()
        _torch.set_grad_enabled(False)
        self.told = _torch.tracing()
        if self.told:
            _torch.enter_quiet("clip", self.name, self.gradients)

    def __exit__(self, *exc):
        if self.told:
            _torch.leave_quiet(self.gradients)
        _torch.set_grad_enabled(self.before)


def _gradients(parameters):
    tensors = [parameters] if isinstance(parameters, Tensor) else list(parameters)
    return [t.grad for t in tensors if t.grad is not None]


def _total_norm(gradients, norm_type, error_if_nonfinite=False):
    if not gradients:
        return _torch.tensor(0.0)
    norm_type = float(norm_type)
    total = _torch.stack([g.norm(norm_type) for g in gradients]).norm(norm_type)
    if error_if_nonfinite and not total.isfinite():
        raise RuntimeError(
            f"The total norm of order {norm_type} for gradients from `parameters` is non-finite, "
            "so it cannot be clipped. To disable this error and scale the gradients by the "
            "non-finite norm anyway, set `error_if_nonfinite=False`"
        )
    return total


def _scale(gradients, max_norm, total):
    factor = (float(max_norm) / (total + 1e-6)).clamp(max=1.0)
    for gradient in gradients:
        gradient.mul_(factor)


def get_total_norm(tensors, norm_type=2.0, error_if_nonfinite=False, foreach=None):
    tensors = [tensors] if isinstance(tensors, Tensor) else list(tensors)
    with _Clipping("get_total_norm", tensors):
        return _total_norm(tensors, norm_type, error_if_nonfinite)


def clip_grads_with_norm_(parameters, max_norm, total_norm, foreach=None):
    gradients = _gradients(parameters)
    with _Clipping("clip_grads_with_norm_", gradients):
        _scale(gradients, max_norm, total_norm)


def clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None):
    gradients = _gradients(parameters)
    with _Clipping("clip_grad_norm_", gradients):
        total = _total_norm(gradients, norm_type, error_if_nonfinite)
        _scale(gradients, max_norm, total)
    return total


def clip_grad_value_(parameters, clip_value, foreach=None):
    gradients = _gradients(parameters)
    clip_value = float(clip_value)
    with _Clipping("clip_grad_value_", gradients):
        for gradient in gradients:
            gradient.clamp_(min=-clip_value, max=clip_value)


def parameters_to_vector(parameters):
    return _torch.cat([param.view(-1) for param in parameters])


def vector_to_parameters(vec, parameters):
    if not isinstance(vec, Tensor):
        from ..._extra import typename

        raise TypeError(f"expected torch.Tensor, but got: {typename(vec)}")
    start = 0
    for param in parameters:
        end = start + param.numel()
        param.data = vec[start:end].view_as(param).data
        start = end
