"""Functions of any number of tensors, given one by one or in a list."""

import warnings

import _torch


def _listed(tensors):
    if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)):
        return list(tensors[0])
    return list(tensors)


def meshgrid(*tensors, indexing=None):
    if indexing is None:
        warnings.warn(
            "torch.meshgrid: in an upcoming release, it will be required to pass the indexing argument. (Triggered "
            "internally at /__w/pytorch/pytorch/aten/src/ATen/native/TensorShape.cpp:4207.)",
            stacklevel=2,
        )
    return _torch._meshgrid(_listed(tensors), indexing or "ij")


def broadcast_tensors(*tensors):
    return tuple(_torch._broadcast_tensors(_listed(tensors)))


def cartesian_prod(*tensors):
    return _torch._cartesian_prod(_listed(tensors))


def block_diag(*tensors):
    return _torch._block_diag(list(tensors))


def broadcast_shapes(*shapes):
    from ._types import Size

    result = []
    for index, shape in enumerate(shapes):
        sizes = (shape,) if isinstance(shape, int) else tuple(shape)
        if any(size < 0 for size in sizes):
            raise ValueError("Attempting to broadcast a dimension with negative length!")
        result[:0] = [1] * (len(sizes) - len(result))
        for dim in range(-1, -1 - len(sizes), -1):
            if result[dim] == 1:
                result[dim] = sizes[dim]
            elif sizes[dim] not in (1, result[dim]):
                raise RuntimeError(
                    f"Attempting to broadcast a dimension of length {sizes[dim]} at {dim}! Mismatching argument at "
                    f"index {index} had {sizes}; but expected shape should be broadcastable to {result}"
                )
    return Size(result)


def _raised(tensors, ndim):
    if len(tensors) == 1 and not isinstance(tensors[0], (list, tuple)):
        return _torch._atleast(tensors[0], ndim)
    return tuple(_torch._atleast(tensor, ndim) for tensor in _listed(tensors))


def atleast_1d(*tensors):
    return _raised(tensors, 1)


def atleast_2d(*tensors):
    return _raised(tensors, 2)


def atleast_3d(*tensors):
    return _raised(tensors, 3)


def chain_matmul(*matrices):
    return _torch.linalg_multi_dot(_listed(matrices))


def tensordot(a, b, dims=2):
    if isinstance(dims, _torch.Tensor):
        dims = dims.tolist() if dims.numel() > 1 else int(dims.item())
    if isinstance(dims, int):
        if dims < 0:
            raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
        if dims > min(a.dim(), b.dim()):
            raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
        dims = (range(-dims, 0), range(dims))
    first, second = ([one] if isinstance(one, int) else list(one) for one in dims)
    return _torch._tensordot(a, b, first, second)


def _subscripts(labels):
    """Labels given as numbers, as the letters of an equation."""
    letters = []
    for label in labels:
        if label is not Ellipsis and not 0 <= label < 52:
            raise ValueError(f"einsum(): subscript {label} is not within the valid range [0, 52)")
        letters.append("..." if label is Ellipsis else chr((65 if label < 26 else 71) + label))
    return "".join(letters)


def einsum(*args):
    if len(args) < 2:
        raise ValueError(
            "einsum(): must specify the equation string and at least one operand, or at least one operand and its "
            "subscripts list"
        )
    if isinstance(args[0], str):
        return _torch._einsum(args[0], _listed(args[1:]))
    equation = ",".join(_subscripts(labels) for labels in args[1::2])
    if len(args) % 2:
        equation += "->" + _subscripts(args[-1])
    return _torch._einsum(equation, list(args[0 : len(args) - len(args) % 2 : 2]))
