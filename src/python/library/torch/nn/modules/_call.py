"""A module call with hooks, or while a trace is recorded."""

import _torch
from _torch import Tensor

_active = []


def watched(module, args, kwargs):
    if not _torch.tracing():
        return _hooked(module, args, kwargs)
    _torch.enter(_place(module), module)
    _active.append(module)
    try:
        return _hooked(module, args, kwargs)
    finally:
        _active.pop()
        _torch.leave()


def _place(module):
    """The path below the nearest active parent, or below a variable's module, or the class name."""
    for parent in reversed(_active):
        for path, child in parent.named_modules():
            if child is module and path:
                return path
    return _place_in_variables(module) or module.__class__.__name__


def _place_in_variables(module):
    """`CustomLinear.linear`, where a part of the program's model is called by itself."""
    import sys

    from .module import Module

    program = sys.modules.get("__main__")
    for owner in list(vars(program).values()) if program else ():
        if isinstance(owner, Module) and owner is not module:
            for path, child in owner.named_modules():
                if child is module:
                    return f"{owner.__class__.__name__}.{path}"
    return None


def _hooked(module, args, kwargs):
    if not module._hooked:
        return module.forward(*args, **kwargs)
    called = set()
    result = None
    try:
        args, kwargs = _before(module, args, kwargs)
        backward = _BackwardHook.of(module)
        if backward:
            args = backward.watch_inputs(args)
        result = module.forward(*args, **kwargs)
        result = _after(module, args, kwargs, result, called)
        return backward.watch_outputs(result) if backward else result
    except Exception:
        _after(module, args, kwargs, result, called, rescue=True)
        raise


def _before(module, args, kwargs):
    for key, hook in list(module._forward_pre_hooks.items()):
        if module._hook_options.get(key):
            changed = hook(module, args, kwargs)
            if changed is not None:
                if not (isinstance(changed, tuple) and len(changed) == 2):
                    raise RuntimeError(
                        "forward pre-hook must return None or a tuple of (new_args, "
                        f"new_kwargs), but got {changed}."
                    )
                args, kwargs = changed
        else:
            changed = hook(module, args)
            if changed is not None:
                args = changed if isinstance(changed, tuple) else (changed,)
    return args, kwargs


def _after(module, args, kwargs, result, called, rescue=False):
    for key, hook in list(module._forward_hooks.items()):
        options = module._hook_options.get(key, {})
        if rescue and (not options.get("always") or key in called):
            continue
        called.add(key)
        try:
            if options.get("kwargs"):
                changed = hook(module, args, kwargs, result)
            else:
                changed = hook(module, args, result)
        except Exception as error:
            if not rescue:
                raise
            import warnings

            warnings.warn(
                "module forward hook with ``always_call=True`` raised an exception that was "
                f"silenced as another error was raised in forward: {error}", stacklevel=2)
            continue
        if changed is not None:
            result = changed
    return result


def _warn_no_inputs():
    import warnings

    warnings.warn(
        "Full backward hook is firing when gradients are computed with respect to module outputs "
        "since no inputs require gradients. See https://docs.pytorch.org/docs/main/generated/"
        "torch.nn.Module.html#torch.nn.Module.register_full_backward_hook for more details.",
        stacklevel=4,
    )


class _BackwardHook:
    """Identity nodes before and after a module, that report the gradients passing through."""

    @staticmethod
    def of(module):
        if module._backward_hooks or module._backward_pre_hooks:
            return _BackwardHook(module)
        return None

    def __init__(self, module):
        self.module = module
        self.grad_outputs = None
        self.places = None
        self.count = 0

    def watch_inputs(self, args):
        return self._identity(args, self._input_gradients, remember=True)

    def watch_outputs(self, result):
        if not isinstance(result, (Tensor, tuple)):
            import warnings

            warnings.warn(
                "For backward hooks to be called, module output should be a Tensor or a tuple of "
                f"Tensors but received {type(result)}", stacklevel=2)
            return result
        values = result if isinstance(result, tuple) else (result,)
        values = self._identity(values, self._output_gradients)
        return values if isinstance(result, tuple) else values[0]

    def _identity(self, values, backward, remember=False):
        places = [i for i, v in enumerate(values) if isinstance(v, Tensor)]
        if remember:
            self.count = len(values)
        tensors = tuple(values[i] for i in places)
        if not _torch.is_grad_enabled() or not any(t.requires_grad for t in tensors):
            return values
        if remember:
            self.places = places
        before = _torch.is_grad_enabled()
        _torch.set_grad_enabled(False)
        views = tuple(t.view(t.shape) for t in tensors)
        _torch.set_grad_enabled(before)
        linked = _torch.function_node(
            "BackwardHookFunctionBackward", tensors, views, (),
            tuple(v for v, t in zip(views, tensors) if not t.requires_grad),
            lambda grads: backward(grads, len(values), places), False)
        values = list(values)
        for place, tensor in zip(places, linked):
            values[place] = tensor
        return tuple(values)

    def _spread(self, grads, count, places):
        full = [None] * count
        for place, gradient in zip(places, grads):
            full[place] = gradient
        return tuple(full)

    def _output_gradients(self, grads, count, places):
        full = self._spread(grads, count, places)
        for hook in list(self.module._backward_pre_hooks.values()):
            changed = hook(self.module, full)
            if changed is not None:
                full = changed if isinstance(changed, tuple) else (changed,)
        self.grad_outputs = full
        if self.places is None and self.module._backward_hooks:
            _warn_no_inputs()
            for hook in list(self.module._backward_hooks.values()):
                changed = hook(self.module, (None,) * self.count, full)
                if changed is not None and not (
                    isinstance(changed, tuple) and all(c is None for c in changed)
                ):
                    raise RuntimeError(
                        "Backward hook for Modules where no input requires gradient should "
                        "always return None or None for all gradients."
                    )
        return tuple(full[place] for place in places)

    def _input_gradients(self, grads, count, places):
        full = self._spread(grads, count, places)
        for hook in list(self.module._backward_hooks.values()):
            changed = hook(self.module, full, self.grad_outputs)
            if changed is not None:
                changed = changed if isinstance(changed, tuple) else (changed,)
                if len(changed) != len(full):
                    raise RuntimeError(
                        f"Backward hook returned an invalid number of grad_input, got "
                        f"{len(changed)}, but expected {len(full)}"
                    )
                full = changed
        self.grad_outputs = None
        return tuple(full[place] for place in places)
