"""Names of `torch` that few programs need."""

import _torch
from _torch import Tensor


def typename(obj, /):
    """A type's name with its module, as error messages show it."""
    if isinstance(obj, Tensor):
        return obj.type()
    kind = obj if isinstance(obj, type) else type(obj)
    name = getattr(obj, "__qualname__", None) or kind.__qualname__
    module = getattr(obj, "__module__", None) or kind.__module__ or ""
    if module.startswith("torch.nn._"):
        module = "torch.nn.functional"
    if module in ("", "builtins", "__builtin__") or module == "_torch":
        return _native(name)
    return f"{module}.{name}"


# What PyTorch keeps in `torch._C._nn`; other functions are methods of `torch._VariableFunctionsClass`.
_OF_NN = (
    "gelu", "softplus", "linear", "log_sigmoid", "softshrink", "leaky_relu_", "hardtanh_", "elu_", "one_hot", "pad",
)


def _native(name):
    """A built-in function's name, as PyTorch's own show it."""
    import _torch

    if name.startswith("Tensor."):
        return f"TensorBase.{name[7:]}"
    if not callable(getattr(_torch, name, None)):
        return name
    return f"torch._C._nn.{name}" if name in _OF_NN else f"torch._VariableFunctionsClass.{name}"


class OutOfMemoryError(RuntimeError):
    __module__ = "torch"


def save(obj, f, *args, **kwargs):
    raise RuntimeError(
        "torch.save no está disponible en Antorcha: los programas no pueden escribir archivos. "
        "Guarda el estado en una variable: estado = modelo.state_dict()."
    )


def load(f, *args, **kwargs):
    raise RuntimeError(
        "torch.load no está disponible en Antorcha: los programas no pueden leer archivos. "
        "Carga un estado que tengas en una variable: modelo.load_state_dict(estado)."
    )


def compile(model=None, **kwargs):
    """The model itself: compiled or not, the numbers are the same."""
    return (lambda given: given) if model is None else model


def vmap(*args, **kwargs):
    raise NotImplementedError(
        "torch.vmap no está en Antorcha: usa un bucle o una operación que ya trabaje por lotes."
    )


def get_default_device():
    from ._types import device

    return device("cpu")


def set_default_device(device):
    from ._types import device as make

    if device is not None and make(device).type != "cpu":
        raise AssertionError("Torch not compiled with CUDA enabled")


def set_default_tensor_type(t, /):
    """The old way to set the type that Python floats become."""
    name = t if isinstance(t, str) else f"torch.{t.__name__}"
    dtype = {"torch.FloatTensor": _torch.float32, "torch.DoubleTensor": _torch.float64}.get(name)
    if dtype is None:
        raise TypeError(
            "only floating-point types are supported as the default type"
            if name.startswith("torch.") else "invalid type object"
        )
    _torch.set_default_dtype(dtype)


def is_storage(obj, /):
    return False


def use_deterministic_algorithms(mode, *, warn_only=False):
    """Everything here is deterministic already."""


def are_deterministic_algorithms_enabled():
    return True


def set_float32_matmul_precision(precision):
    """There is one precision."""


def get_float32_matmul_precision():
    return "highest"


def set_num_interop_threads(count):
    """There is one thread."""


def get_num_interop_threads():
    return 1


def _legacy(name, dtype):
    def make(*args):
        if len(args) == 1 and not isinstance(args[0], int):
            return _torch.tensor(args[0], dtype=dtype)
        return _torch.empty(args if args else (0,), dtype=dtype)

    make.__name__ = make.__qualname__ = name
    return make


FloatTensor = _legacy("FloatTensor", _torch.float32)
DoubleTensor = _legacy("DoubleTensor", _torch.float64)
LongTensor = _legacy("LongTensor", _torch.int64)
IntTensor = _legacy("IntTensor", _torch.int32)
ShortTensor = _legacy("ShortTensor", _torch.int16)
CharTensor = _legacy("CharTensor", _torch.int8)
ByteTensor = _legacy("ByteTensor", _torch.uint8)
BoolTensor = _legacy("BoolTensor", _torch.bool)


class memory_format:
    """How a copy lies: `torch.contiguous_format` (row-major), `torch.preserve_format` (as the original)."""

    __module__ = "torch"

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return "torch." + self._name


contiguous_format = memory_format("contiguous_format")
preserve_format = memory_format("preserve_format")
