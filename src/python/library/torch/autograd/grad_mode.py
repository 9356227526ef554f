"""Gradient modes: each a context manager and a decorator."""

from _torch import (
    is_grad_enabled, is_inference_mode_enabled, set_grad_enabled as _set_enabled,
    set_inference_mode as _set_inference,
)


class _Mode:
    """A block, or a function, that runs under another mode."""

    def __call__(self, function):
        if isinstance(function, type):
            return self._decorate_class(function)
        if getattr(function, "__code__", None) is not None and function.__code__.co_flags & 0x20:
            return self._decorate_generator(function)

        def inside(*args, **kwargs):
            with self.clone():
                return function(*args, **kwargs)

        return _look_like(inside, function)

    def _decorate_generator(self, function):
        def inside(*args, **kwargs):
            with self.clone():
                steps = function(*args, **kwargs)
            while True:
                with self.clone():
                    try:
                        item = next(steps)
                    except StopIteration as stop:
                        return stop.value
                yield item

        return _look_like(inside, function)

    def _decorate_class(self, cls):
        cls.__init__ = self(cls.__init__)
        return cls

    def clone(self):
        return self.__class__()


def _look_like(wrapper, function):
    for name in ("__name__", "__qualname__", "__doc__", "__module__"):
        if hasattr(function, name):
            setattr(wrapper, name, getattr(function, name))
    wrapper.__wrapped__ = function
    return wrapper


class no_grad(_Mode):
    __module__ = "torch.autograd.grad_mode"

    def __new__(cls, orig_func=None):
        self = object.__new__(cls)
        return self if orig_func is None else self(orig_func)

    def __init__(self, orig_func=None):
        self.prev = False

    def __enter__(self):
        self.prev = is_grad_enabled()
        _set_enabled(False)

    def __exit__(self, kind, value, trace):
        _set_enabled(self.prev)


class enable_grad(no_grad):
    def __enter__(self):
        self.prev = is_grad_enabled()
        _set_enabled(True)


class set_grad_enabled(_Mode):
    """Takes effect at once, also outside a `with`."""

    def __init__(self, mode):
        self.prev = is_grad_enabled()
        self.mode = mode
        _set_enabled(bool(mode))

    def __call__(self, function):
        _set_enabled(self.prev)
        return _Mode.__call__(self, function)

    def __enter__(self):
        _set_enabled(bool(self.mode))

    def __exit__(self, kind, value, trace):
        _set_enabled(self.prev)

    def __str__(self):
        return f"torch.autograd.grad_mode.set_grad_enabled(mode={self.mode})"

    __repr__ = __str__

    def clone(self):
        return self.__class__(self.mode)


class inference_mode(_Mode):
    def __new__(cls, mode=True):
        self = object.__new__(cls)
        if isinstance(mode, bool):
            return self
        self.mode = True
        return self(mode)

    def __init__(self, mode=True):
        self.mode = mode

    def __enter__(self):
        self.prev = is_inference_mode_enabled(), is_grad_enabled()
        _set_inference(self.mode)
        if self.mode:
            _set_enabled(False)

    def __exit__(self, kind, value, trace):
        _set_inference(self.prev[0])
        _set_enabled(self.prev[1])

    def clone(self):
        return self.__class__(self.mode)
