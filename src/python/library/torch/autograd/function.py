"""`torch.autograd.Function`: an operation whose gradient the student writes."""

import _torch
from _torch import Tensor

_FREED = (
    "Trying to backward through the graph a second time (or directly access saved tensors after "
    "they have already been freed). Saved intermediate values of the graph are freed when you "
    "call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward "
    "through the graph a second time or if you need to access saved tensors after calling backward."
)


class FunctionCtx:
    """What `forward` leaves for `backward`: the `ctx` argument."""

    _saved = ()
    _dirty = ()
    _constant = ()
    _materialize = True
    needs_input_grad = ()

    def save_for_backward(self, *tensors):
        for place, tensor in enumerate(tensors):
            if tensor is not None and not isinstance(tensor, Tensor):
                raise TypeError(
                    f"save_for_backward can only save variables, but argument {place} is of type {type(tensor).__name__}"
                )
        self._saved = tuple((t, None if t is None else t._version) for t in tensors)

    @property
    def saved_tensors(self):
        if self._saved is None:
            raise RuntimeError(_FREED)
        for tensor, version in self._saved:
            if tensor is not None and tensor._version != version:
                raise RuntimeError(_modified(tensor, version))
        return tuple(tensor for tensor, _ in self._saved)

    def mark_dirty(self, *args):
        self._dirty = args

    def mark_non_differentiable(self, *args):
        self._constant = args

    def set_materialize_grads(self, value):
        self._materialize = value


def _modified(tensor, version):
    kind = "torch." + tensor.type().rsplit(".", 1)[-1]
    text = (
        "one of the variables needed for gradient computation has been modified by an inplace "
        f"operation: [{kind} {list(tensor.shape)}]"
    )
    if tensor.grad_fn is not None:
        text += f", which is output {tensor.output_nr} of {tensor.grad_fn.name()},"
    return (
        f"{text} is at version {tensor._version}; expected version {version} instead. Hint: enable "
        "anomaly detection to find the operation that failed to compute its gradient, with "
        "torch.autograd.set_detect_anomaly(True, check_nan=False)."
    )


class Function(FunctionCtx):
    def __init__(self, *args, **kwargs):
        raise RuntimeError(
            f"{self.__class__} should not be instantiated. Methods on autograd functions are all "
            "static, so you should invoke them on the class itself. Instantiating an autograd "
            "function will raise an error in a future version of PyTorch."
        )

    @staticmethod
    def forward(*args, **kwargs):
        raise NotImplementedError(
            "You must implement the forward function for custom autograd.Function."
        )

    @staticmethod
    def setup_context(ctx, inputs, output):
        raise NotImplementedError("setup_context is not implemented.")

    @staticmethod
    def backward(ctx, *grad_outputs):
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom "
            "autograd.Function to use it with backward mode AD."
        )

    vjp = backward

    @classmethod
    def apply(cls, *args, **kwargs):
        return _apply(cls, args, kwargs)


def _apply(cls, args, kwargs):
    ctx = _context(cls)()
    ctx.needs_input_grad = tuple(isinstance(a, Tensor) and a.requires_grad for a in args)
    recorded = _torch.is_grad_enabled()
    result = _forward(cls, ctx, args, kwargs)
    if not recorded or True not in ctx.needs_input_grad:
        return result
    outputs = result if isinstance(result, tuple) else (result,)
    tensors = tuple(o for o in outputs if isinstance(o, Tensor))
    if not tensors:
        return result
    linked = iter(_torch.function_node(
        cls.__name__ + "Backward", args, tensors, tuple(ctx._dirty), tuple(ctx._constant),
        _backward(cls, ctx, tensors, len(args)), bool(ctx._saved),
    ))
    final = tuple(next(linked) if isinstance(o, Tensor) else o for o in outputs)
    _save_linked(ctx, outputs, final)
    return final if isinstance(result, tuple) else final[0]


def _context(cls):
    """The class of `ctx`, made once for each function."""
    context = cls.__dict__.get("_backward_cls")
    if context is None:
        context = type(cls.__name__ + "Backward", (FunctionCtx,), {"_forward_cls": cls})
        cls._backward_cls = context
    return context


def _forward(cls, ctx, args, kwargs):
    """Run the student's forward: no gradients, and its own place in a trace."""
    traced = _torch.tracing()
    before = _torch.is_grad_enabled()
    if traced:
        _torch.enter(cls.__name__)
    _torch.set_grad_enabled(False)
    try:
        if cls.setup_context is Function.setup_context:
            result = cls.forward(ctx, *args, **kwargs)
        else:
            result = cls.forward(*args, **kwargs)
            cls.setup_context(ctx, args, result)
    finally:
        _torch.set_grad_enabled(before)
        if traced:
            _torch.leave()
    return result


def _save_linked(ctx, outputs, final):
    """A saved output is the linked one, so that a second derivative sees its history."""
    if ctx._saved:
        ctx._saved = tuple(
            next(((f, v) for o, f in zip(outputs, final) if o is t and o is not None), (t, v))
            for t, v in ctx._saved
        )


def _backward(cls, ctx, outputs, wanted):
    shapes = [(o.shape, o.dtype) for o in outputs]
    rule = cls.vjp if cls.backward is Function.backward else cls.backward

    def run(grads):
        if ctx._materialize:
            grads = tuple(
                _torch.zeros(shape, dtype=dtype) if g is None else g
                for g, (shape, dtype) in zip(grads, shapes)
            )
        found = rule(ctx, *grads)
        if not isinstance(found, tuple):
            found = (found,)
        if len(found) > wanted and all(g is None for g in found[wanted:]):
            found = found[:wanted]
        if len(found) != wanted:
            raise RuntimeError(
                f"function {cls.__name__}Backward returned an incorrect number of gradients "
                f"(expected {wanted}, got {len(found)})"
            )
        for index, gradient in enumerate(found):
            if gradient is not None and not isinstance(gradient, Tensor):
                raise RuntimeError(
                    f"expected Variable or None (got {type(gradient).__name__})"
                )
        return found

    return run


def once_differentiable(function):
    """Run a backward without recording it."""
    def inside(ctx, *grads):
        before = _torch.is_grad_enabled()
        _torch.set_grad_enabled(False)
        try:
            return function(ctx, *grads)
        finally:
            _torch.set_grad_enabled(before)

    return inside
