"""`nn.Module`: what every layer is."""

from _torch import Tensor, note_made, tracing

from ..parameter import Buffer, Parameter

_NO_HOOKS = {}


def _forward_unimplemented(self, *input):
    raise NotImplementedError(
        f'Module [{type(self).__name__}] is missing the required "forward" function'
    )


def _typename(obj):
    from ..._extra import typename

    return typename(obj)


def own_init(cls):
    """Gives a class the `__init__` of its base under its own name, which errors show."""
    base = cls.__init__
    made = type(base)(base.__code__, base.__globals__, "__init__", base.__defaults__, base.__closure__)
    made.__qualname__ = f"{cls.__name__}.__init__"
    cls.__init__ = made
    return cls


class Module:
    training: bool
    call_super_init = False
    dump_patches = False
    _version = 1

    # An instance gets dictionaries of its own when its first hook is registered. Whether it has any is set by
    # `__init__`, so that a class that forgets `super().__init__()` is told when it is called.
    _forward_hooks = _forward_pre_hooks = _backward_hooks = _backward_pre_hooks = _NO_HOOKS
    _state_dict_hooks = _state_dict_pre_hooks = _NO_HOOKS
    _load_state_dict_pre_hooks = _load_state_dict_post_hooks = _NO_HOOKS
    _hook_options = _NO_HOOKS

    def __init__(self, *args, **kwargs):
        if not self.call_super_init:
            if kwargs:
                raise TypeError(
                    f"{type(self).__name__}.__init__() got an unexpected keyword argument "
                    f"'{next(iter(kwargs))}'"
                )
            if args:
                raise TypeError(
                    f"{type(self).__name__}.__init__() takes 1 positional argument but "
                    f"{len(args) + 1} were given"
                )
        own = self.__dict__
        own["training"] = True
        own["_hooked"] = False
        own["_parameters"] = {}
        own["_buffers"] = {}
        own["_non_persistent_buffers_set"] = set()
        own["_modules"] = {}
        note_made(self)
        if self.call_super_init:
            super().__init__(*args, **kwargs)

    forward = _forward_unimplemented

    def __call__(self, *args, **kwargs):
        if self._hooked or tracing():
            from ._call import watched

            return watched(self, args, kwargs)
        return self.forward(*args, **kwargs)

    def __getattr__(self, name):
        own = self.__dict__
        if name == "_hooked":
            name = "_backward_hooks"
        if "_parameters" in own:
            for kept in (own["_parameters"], own["_buffers"], own["_modules"]):
                if name in kept:
                    return kept[name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __setattr__(self, name, value):
        own = self.__dict__
        params = own.get("_parameters")
        if isinstance(value, Parameter):
            if params is None:
                raise AttributeError("cannot assign parameters before Module.__init__() call")
            self._forget(name, "_buffers", "_modules")
            self.register_parameter(name, value)
        elif isinstance(value, Module):
            if params is None:
                raise AttributeError("cannot assign module before Module.__init__() call")
            if name in params:
                raise _wrong_kind(value, "parameter", name, "torch.nn.Parameter or None")
            self._forget(name, "_parameters", "_buffers")
            own["_modules"][name] = value
        elif params is None:
            self._set_early(name, value)
        elif name in params:
            if value is not None:
                raise _wrong_kind(value, "parameter", name, "torch.nn.Parameter or None")
            params[name] = None
        elif name in own["_modules"]:
            if value is not None:
                raise _wrong_kind(value, "child module", name, "torch.nn.Module or None")
            own["_modules"][name] = None
        elif name in own["_buffers"] or isinstance(value, Buffer):
            self._set_buffer(name, value)
        else:
            object.__setattr__(self, name, value)

    def _set_early(self, name, value):
        if isinstance(value, Buffer):
            raise AttributeError("cannot assign buffer before Module.__init__() call")
        object.__setattr__(self, name, value)

    def _set_buffer(self, name, value):
        if value is not None and not isinstance(value, Tensor):
            raise _wrong_kind(value, "buffer", name, "torch.nn.Buffer, torch.Tensor or None")
        if isinstance(value, Buffer):
            persistent = value.persistent
        else:
            persistent = name not in self._non_persistent_buffers_set
        self.register_buffer(name, value, persistent)

    def _forget(self, name, *kinds):
        """Make way for an attribute of another kind."""
        own = self.__dict__
        own.pop(name, None)
        for kind in kinds:
            own[kind].pop(name, None)
        own["_non_persistent_buffers_set"].discard(name)

    def __delattr__(self, name):
        for kind in ("_parameters", "_buffers", "_modules"):
            kept = self.__dict__.get(kind, _NO_HOOKS)
            if name in kept:
                del kept[name]
                self._non_persistent_buffers_set.discard(name)
                return
        object.__delattr__(self, name)

    def __dir__(self):
        names = set(dir(self.__class__)) | set(self.__dict__)
        names.update(self._parameters, self._modules, self._buffers)
        return sorted(n for n in names if not n[0].isdigit())

    def __getstate__(self):
        return self.__dict__.copy()

    def __setstate__(self, state):
        self.__dict__.update(state)

    from ._hooks import (
        _hook, register_backward_hook, register_forward_hook, register_forward_pre_hook,
        register_full_backward_hook, register_full_backward_pre_hook,
        register_load_state_dict_post_hook, register_load_state_dict_pre_hook,
        register_state_dict_post_hook, register_state_dict_pre_hook, _register_state_dict_hook,
        _register_load_state_dict_pre_hook,
    )
    from ._register import (
        add_module, get_buffer, get_parameter, get_submodule, register_buffer, register_module,
        register_parameter, set_submodule,
    )
    from ._state import (
        _load_from_state_dict, _save_to_state_dict, get_extra_state, load_state_dict,
        set_extra_state, state_dict,
    )
    from ._tree import (
        _named_members, apply, buffers, children, eval, modules, named_buffers, named_children,
        named_modules, named_parameters, parameters, requires_grad_, train, zero_grad,
    )
    from ._convert import (
        _apply, bfloat16, compile, cpu, cuda, double, float, half, share_memory, to, to_empty, type,
    )

    def _get_name(self):
        return self.__class__.__name__

    def extra_repr(self):
        return ""

    def __repr__(self):
        extra = self.extra_repr()
        lines = extra.split("\n") if extra else []
        children = [
            f"({name}): {_indent(repr(module))}" for name, module in self._modules.items()
        ]
        if not children and len(lines) < 2:
            return f"{self._get_name()}({extra})"
        return self._get_name() + "(\n  " + "\n  ".join(lines + children) + "\n)"


def _indent(text):
    return text.replace("\n", "\n  ")


def _wrong_kind(value, kind, name, expected):
    return TypeError(f"cannot assign '{_typename(value)}' as {kind} '{name}' ({expected} expected)")


for _name, _value in list(vars(Module).items()):
    # The methods that other files hold.
    if getattr(_value, "__qualname__", "") == _name and callable(_value):
        _value.__qualname__ = f"Module.{_name}"
