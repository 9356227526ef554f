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
