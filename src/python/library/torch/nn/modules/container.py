"""Modules that hold modules."""

import sys

from .module import Module, _indent


def is_ordered_dict(value):
    collections = sys.modules.get("collections")
    return collections is not None and isinstance(value, collections.OrderedDict)


def _position(length, index):
    """A position from the front, or IndexError."""
    if not isinstance(index, int):
        index = index.__index__() if hasattr(index, "__index__") else _not_index(index)
    if not -length <= index < length:
        raise IndexError(f"index {index} is out of range")
    return index % length


def _not_index(index):
    raise TypeError(f"'{type(index).__name__}' object cannot be interpreted as an integer")


def _iterable(values):
    return hasattr(type(values), "__iter__") or hasattr(type(values), "__getitem__")


class Sequential(Module):
    def __init__(self, *args):
        super().__init__()
        if len(args) == 1 and is_ordered_dict(args[0]):
            for name, module in args[0].items():
                self.add_module(name, module)
        else:
            for index, module in enumerate(args):
                self.add_module(str(index), module)

    def forward(self, input):
        for module in self._modules.values():
            input = module(input)
        return input

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules.values())

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            part = self.__class__()
            for name, module in list(self._modules.items())[idx]:
                part.add_module(name, module)
            return part
        return list(self._modules.values())[_position(len(self), idx)]

    def __setitem__(self, idx, module):
        setattr(self, list(self._modules)[_position(len(self), idx)], module)

    def __delitem__(self, idx):
        names = list(self._modules)
        for name in names[idx] if isinstance(idx, slice) else [names[_position(len(self), idx)]]:
            delattr(self, name)
        self._renumber(self._modules.values())

    def _renumber(self, modules):
        self._modules = {str(index): module for index, module in enumerate(list(modules))}

    def __add__(self, other):
        _check_sequential(other)
        both = Sequential()
        both.extend(self)
        return both.extend(other)

    def __iadd__(self, other):
        _check_sequential(other)
        return self.extend(list(other))

    def __mul__(self, other):
        _check_times(self, other)
        repeated = Sequential()
        for _ in range(other):
            repeated.extend(self)
        return repeated

    __rmul__ = __mul__

    def __imul__(self, other):
        _check_times(self, other)
        once = list(self)
        for _ in range(other - 1):
            self.extend(once)
        return self

    def append(self, module):
        self.add_module(str(len(self)), module)
        return self

    def extend(self, sequential):
        for module in sequential:
            self.append(module)
        return self

    def insert(self, index, module):
        if not isinstance(module, Module):
            raise AssertionError(f"module should be of type: {Module}")
        if not -len(self) <= index <= len(self):
            raise IndexError(f"Index out of range: {index}")
        modules = list(self)
        modules.insert(index, module)
        self._renumber(modules)
        return self

    def pop(self, key):
        taken = self[key]
        del self[key]
        return taken


def _check_sequential(other):
    if not isinstance(other, Sequential):
        raise ValueError(
            f"add operator supports only objects of Sequential class, but {type(other)} is given."
        )


def _check_times(self, times):
    if not isinstance(times, int):
        raise TypeError(f"unsupported operand type(s) for *: {type(self)} and {type(times)}")
    if times <= 0:
        raise ValueError(f"Non-positive multiplication factor {times} for {type(self)}")


class ModuleList(Module):
    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self.extend(modules)

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules.values())

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return self.__class__(list(self._modules.values())[idx])
        return self._modules[str(_position(len(self), idx))]

    def __setitem__(self, idx, module):
        setattr(self, str(_position(len(self), idx)), module)

    def __delitem__(self, idx):
        if not isinstance(idx, slice):
            idx = _position(len(self), idx)
        modules = list(self)
        del modules[idx]
        self._modules = {str(index): module for index, module in enumerate(modules)}

    def __iadd__(self, modules):
        return self.extend(modules)

    def __add__(self, other):
        return ModuleList([*self, *other])

    def __repr__(self):
        blocks = []
        for index, module in enumerate(self):
            text = repr(module)
            if blocks and blocks[-1][2] == text:
                blocks[-1][1] = index
            else:
                blocks.append([index, index, text])
        if not blocks:
            return self._get_name() + "()"
        return self._get_name() + "(\n  " + "\n  ".join([_block(*b) for b in blocks]) + "\n)"

    def append(self, module):
        self.add_module(str(len(self)), module)
        return self

    def extend(self, modules):
        if not _iterable(modules):
            raise TypeError(
                "ModuleList.extend should be called with an iterable, but got "
                + type(modules).__name__
            )
        for module in list(modules):
            self.append(module)
        return self

    def insert(self, index, module):
        modules = list(self)
        modules.insert(index, module)
        self._modules = {str(position): m for position, m in enumerate(modules)}

    def pop(self, key):
        taken = self[key]
        del self[key]
        return taken


def _block(first, last, text):
    if first == last:
        return f"({first}): {_indent(text)}"
    return f"({first}-{last}): {last - first + 1} x {_indent(text)}"


class ModuleDict(Module):
    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self.update(modules)

    def __getitem__(self, key):
        return self._modules[key]

    def __setitem__(self, key, module):
        self.add_module(key, module)

    def __delitem__(self, key):
        del self._modules[key]

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules)

    def __contains__(self, key):
        return key in self._modules

    def clear(self):
        self._modules.clear()

    def pop(self, key):
        return self._modules.pop(key)

    def keys(self):
        return self._modules.keys()

    def items(self):
        return self._modules.items()

    def values(self):
        return self._modules.values()

    def update(self, modules):
        for key, module in pairs("ModuleDict", "ModuleDict", modules):
            self[key] = module


def pairs(name, start, values):
    """The (key, value) pairs of a mapping or of a sequence, checked."""
    if hasattr(values, "items"):
        return list(values.items())
    if not _iterable(values):
        raise TypeError(
            f"{start}.update should be called with an iterable of key/value pairs, but got "
            + type(values).__name__
        )
    found = list(values)
    for index, pair in enumerate(found):
        if not _iterable(pair):
            raise TypeError(
                f"{name} update sequence element #{index} should be Iterable; is"
                + type(pair).__name__
            )
        if len(pair) != 2:
            raise ValueError(
                f"{name} update sequence element #{index} has length {len(pair)}; 2 is required"
            )
    return found


def __getattr__(name):
    if name in ("ParameterList", "ParameterDict"):
        from . import parameters

        return getattr(parameters, name)
    raise AttributeError(f"module 'torch.nn.modules.container' has no attribute '{name}'")
