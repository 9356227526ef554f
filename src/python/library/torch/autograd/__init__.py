"""`torch.autograd`: gradients by hand, custom functions, checks."""

import _torch
from _torch import Tensor

from .grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled


def backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False,
             grad_variables=None, inputs=None):
    if grad_variables is not None:
        grad_tensors = grad_variables
    tensors = _tuple(tensors)
    if retain_graph is None:
        retain_graph = create_graph
    if inputs is not None:
        inputs = _tuple(inputs)
        if not inputs:
            raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
    _torch.autograd_backward(
        tensors, _gradients(grad_tensors, tensors), retain_graph, create_graph, inputs
    )


def grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False,
         only_inputs=True, allow_unused=None, is_grads_batched=False, materialize_grads=False):
    if materialize_grads and allow_unused is False:
        raise ValueError(
            "Expected allow_unused to be True or not passed when materialize_grads=True, "
            "but got: allow_unused=False."
        )
    if is_grads_batched:
        raise NotImplementedError("is_grads_batched todavía no está disponible en Antorcha.")
    if allow_unused is None:
        allow_unused = materialize_grads
    if retain_graph is None:
        retain_graph = create_graph
    outputs, inputs = _tuple(outputs), _tuple(inputs)
    if not inputs:
        raise RuntimeError("`inputs` argument to `grad()` cannot be empty.")
    found = _torch.autograd_grad(
        outputs, inputs, _gradients(grad_outputs, outputs), retain_graph, create_graph, allow_unused
    )
    if materialize_grads:
        found = tuple(
            _torch.zeros_like(given) if one is None else one for one, given in zip(found, inputs)
        )
    return found


def _tuple(tensors):
    return (tensors,) if isinstance(tensors, Tensor) else tuple(tensors)


def _gradients(gradients, tensors):
    if gradients is None:
        return (None,) * len(tensors)
    gradients = _tuple(gradients)
    if len(gradients) != len(tensors):
        raise RuntimeError(
            f"got {len(tensors)} tensors and {len(gradients)} gradients"
        )
    return gradients


def Variable(data, requires_grad=False):
    """The name that old tutorials use for a tensor."""
    return data.requires_grad_() if requires_grad else data


class set_detect_anomaly:
    def __init__(self, mode, check_nan=True):
        self.prev = _torch.is_anomaly_enabled()
        _torch.set_anomaly_enabled(bool(mode))

    def __enter__(self):
        return None

    def __exit__(self, *exc):
        _torch.set_anomaly_enabled(self.prev)


class detect_anomaly(set_detect_anomaly):
    def __init__(self, check_nan=True):
        self.prev = _torch.is_anomaly_enabled()

    def __enter__(self):
        _torch.set_anomaly_enabled(True)


_ELSEWHERE = {
    "Function": "function", "gradcheck": "gradcheck", "gradgradcheck": "gradcheck",
    "GradcheckError": "gradcheck",
}
_SUBMODULES = ("function", "functional", "grad_mode", "gradcheck", "graph")


def __getattr__(name):
    home = _ELSEWHERE.get(name)
    if home is not None:
        value = getattr(__import__("torch.autograd." + home, None, None, ["*"]), name)
        globals()[name] = value
        return value
    if name in _SUBMODULES:
        return __import__("torch.autograd." + name, None, None, ["*"])
    raise AttributeError(f"module 'torch.autograd' has no attribute '{name}'")
