"""`torch.optim`: optimizers; their steps are native."""

from .optimizer import Optimizer  # noqa: F401

_HOMES = {
    "SGD": "sgd", "Adam": "adam", "AdamW": "adam", "RMSprop": "rmsprop", "Adagrad": "adagrad",
}
_MODULES = ("lr_scheduler", "optimizer")


def __getattr__(name):
    home = _HOMES.get(name)
    if home is not None:
        value = getattr(__import__("torch.optim." + home, None, None, ["*"]), name)
        globals()[name] = value
        # As in PyTorch, the module is there to be imported, not as an attribute.
        globals().pop(home, None)
        return value
    if name in _MODULES:
        return __import__("torch.optim." + name, None, None, ["*"])
    raise AttributeError(f"module 'torch.optim' has no attribute '{name}'")


def __dir__():
    return sorted({*globals(), *_HOMES, *_MODULES})
