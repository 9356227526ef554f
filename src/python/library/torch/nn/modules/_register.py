"""Registration and lookup by path: methods of `Module`."""

from _torch import Tensor

from ..parameter import Parameter


def _typename(obj):
    from ..._extra import typename

    return typename(obj)


def _check_name(self, kind, name, kept):
    if not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string. Got {_typename(name)}")
    if kind == "module":
        _check_taken(self, name, kept)
    if "." in name:
        if kind == "module":
            raise KeyError(f'module name can\'t contain ".", got: {name}')
        raise KeyError(f'{kind} name can\'t contain "."')
    if name == "":
        raise KeyError(f'{kind} name can\'t be empty string ""')
    if kind != "module":
        _check_taken(self, name, kept)


def _check_taken(self, name, kept):
    if name not in kept and hasattr(self, name):
        raise KeyError(f"attribute '{name}' already exists")


def register_buffer(self, name, tensor, persistent=True):
    if "_buffers" not in self.__dict__:
        raise AttributeError("cannot assign buffer before Module.__init__() call")
    _check_name(self, "buffer", name, self._buffers)
    if tensor is not None and not isinstance(tensor, Tensor):
        raise TypeError(
            f"cannot assign '{_typename(tensor)}' object to buffer '{name}' "
            "(torch Tensor or None required)"
        )
    self._buffers[name] = tensor
    if persistent:
        self._non_persistent_buffers_set.discard(name)
    else:
        self._non_persistent_buffers_set.add(name)


def register_parameter(self, name, param):
    if "_parameters" not in self.__dict__:
        raise AttributeError("cannot assign parameter before Module.__init__() call")
    _check_name(self, "parameter", name, self._parameters)
    if param is not None and not isinstance(param, Parameter):
        raise TypeError(
            f"cannot assign '{_typename(param)}' object to parameter '{name}' "
            "(torch.nn.Parameter or None required)"
        )
    if param is not None and param.grad_fn is not None:
        raise ValueError(
            f"Cannot assign non-leaf Tensor to parameter '{name}'. Model parameters must be "
            f"created explicitly. To express '{name}' as a function of another Tensor, compute "
            "the value in the forward() method."
        )
    self._parameters[name] = param


def add_module(self, name, module):
    from .module import Module

    if module is not None and not isinstance(module, Module):
        raise TypeError(f"{_typename(module)} is not a Module subclass")
    _check_name(self, "module", name, self._modules)
    self._modules[name] = module


def register_module(self, name, module):
    self.add_module(name, module)


def get_submodule(self, target):
    from .module import Module

    found = self
    for name in target.split(".") if target else ():
        if not hasattr(found, name):
            raise AttributeError(f"{found._get_name()} has no attribute `{name}`")
        found = getattr(found, name)
        if not isinstance(found, Module):
            raise AttributeError(f"`{name}` is not an nn.Module")
    return found


def set_submodule(self, target, module, strict=False):
    from .module import Module

    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    if not isinstance(module, Module):
        raise ValueError(f"`module` is not an nn.Module, found {type(module)}")
    path, _, name = target.rpartition(".")
    parent = self.get_submodule(path)
    if strict and not hasattr(parent, name):
        raise AttributeError(f"{parent._get_name()} has no attribute `{name}`")
    if hasattr(parent, name) and not isinstance(getattr(parent, name), Module):
        raise AttributeError(f"`{name}` is not an nn.Module")
    setattr(parent, name, module)


def _get_member(self, target):
    path, _, name = target.rpartition(".")
    owner = self.get_submodule(path)
    if not hasattr(owner, name):
        raise AttributeError(f"{owner._get_name()} has no attribute `{name}`")
    return owner, name, getattr(owner, name)


def get_parameter(self, target):
    _, name, found = _get_member(self, target)
    if not isinstance(found, Parameter):
        raise AttributeError(f"`{name}` is not an nn.Parameter")
    return found


def get_buffer(self, target):
    owner, name, found = _get_member(self, target)
    if name not in owner._buffers:
        raise AttributeError(f"`{name}` is not a buffer")
    return found
