"""`torch.autograd.functional`: whole Jacobians and Hessians."""

import _torch
from _torch import Tensor


def _tuple(values):
    return (values,) if isinstance(values, Tensor) else tuple(values)


def _leaves(inputs, create_graph):
    if create_graph:
        return tuple(value.view_as(value) for value in inputs)
    return tuple(value.detach().clone().requires_grad_() for value in inputs)


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False,
             strategy="reverse-mode"):
    single = isinstance(inputs, Tensor)
    leaves = _leaves(_tuple(inputs), create_graph)
    result = func(*leaves)
    rows = []
    for output in _tuple(result):
        blocks = _blocks(output, leaves, create_graph)
        rows.append(blocks[0] if single else tuple(blocks))
    return rows[0] if isinstance(result, Tensor) else tuple(rows)


def _blocks(output, leaves, create_graph):
    """One Jacobian an input, of shape `output.shape + input.shape`."""
    parts = [[] for _ in leaves]
    flat = output.reshape(-1)
    for k in range(flat.numel()):
        if output.requires_grad:
            found = _torch.autograd_grad((flat[k],), leaves, (None,), True, create_graph, True)
        else:
            found = [None] * len(leaves)
        for part, gradient, leaf in zip(parts, found, leaves):
            part.append(_torch.zeros_like(leaf) if gradient is None else gradient)
    return [
        _torch.stack(part, 0).reshape((*output.shape, *leaf.shape))
        for part, leaf in zip(parts, leaves)
    ]


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False,
            outer_jacobian_strategy="reverse-mode"):
    single = isinstance(inputs, Tensor)

    def gradients(*values):
        output = func(*values)
        if not isinstance(output, Tensor):
            raise RuntimeError("The function given to hessian should return a single Tensor")
        if output.numel() != 1:
            raise RuntimeError(
                "The Tensor returned by the function given to hessian should contain a single "
                "element"
            )
        found = _torch.autograd_grad((output.squeeze(),), values, (None,), True, True, True)
        found = tuple(
            _torch.zeros_like(v) if g is None else g for g, v in zip(found, values)
        )
        return found[0] if single else found

    return jacobian(gradients, inputs, create_graph)


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    leaves = _leaves(_tuple(inputs), create_graph)
    result = func(*leaves)
    given = (None,) * len(_tuple(result)) if v is None else _tuple(v)
    found = _torch.autograd_grad(_tuple(result), leaves, given, create_graph, create_graph, True)
    found = tuple(_torch.zeros_like(x) if g is None else g for g, x in zip(found, leaves))
    plain = result if create_graph else _detached(result)
    return plain, found[0] if isinstance(inputs, Tensor) else found


def _detached(result):
    if isinstance(result, Tensor):
        return result.detach()
    return tuple(value.detach() for value in result)
