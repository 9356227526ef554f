"""What a reviewer asks of a program that has run: the modules and optimizers that it made, and what they hold."""

import sys

import _torch
from _torch import Tensor

from .nn import Linear, Module, Parameter
from .optim import Optimizer

# What a constructor gets for an argument that we have to guess: one size everywhere, so that shapes meet.
_SIZE = 4
_ROWS = 5

# What `nn.Module` itself keeps in a module.
_PLUMBING = {
    "_parameters", "_buffers", "_non_persistent_buffers_set", "_modules", "_hooked", "_hook_options", "_forward_hooks",
    "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks", "_state_dict_hooks", "_state_dict_pre_hooks",
    "_load_state_dict_pre_hooks", "_load_state_dict_post_hooks",
}


def describe():
    made = _torch.made()
    modules = [entry for entry in made if isinstance(entry[0], Module)]
    numbers = {id(entry[0]): number for number, entry in enumerate(modules)}
    optimizers = [entry for entry in made if isinstance(entry[0], Optimizer)]
    return {
        "modules": [_module(entry, numbers) for entry in modules],
        "optimizers": [_optimizer(entry, modules) for entry in optimizers],
    }


def _place(entry):
    return {"line": entry[1], "column": entry[2], "end_column": entry[3]}


def _module(entry, numbers):
    module = entry[0]
    children = module.__dict__.get("_modules", {})
    parameters = module.__dict__.get("_parameters", {})
    return {
        "class": type(module).__name__,
        "bases": [base.__name__ for base in type(module).__mro__[1:-1]],
        "own": type(module).__module__ == "__main__",
        "place": _place(entry),
        "training": bool(module.__dict__.get("training", True)),
        "children": [
            {"name": name, "number": numbers[id(child)]}
            for name, child in children.items() if id(child) in numbers
        ],
        "parameters": [
            _parameter(name, parameter) for name, parameter in parameters.items() if parameter is not None
        ],
        "settings": [
            {"name": name, "value": value} for name, value in _own(module)
            if value is None or type(value) in (bool, int, float, str)
        ],
        "held": [held for name, value in _own(module) for held in _held(name, value, numbers)],
        "hooks": len(module._forward_hooks) + len(module._forward_pre_hooks),
    }


def _own(module):
    return [(name, value) for name, value in module.__dict__.items() if name not in _PLUMBING]


def _held(name, value, numbers):
    if isinstance(value, Tensor):
        kind = {"kind": "tensor", "shape": list(value.shape), "requires_grad": value.requires_grad,
                "leaf": value.is_leaf, "floating": value.is_floating_point(), "version": value._version,
                "value": float(value.item()) if value.numel() == 1 else None, "gradient": _norm(value.grad)}
    elif isinstance(value, type) and issubclass(value, Module):
        kind = {"kind": "class", "class": value.__name__}
    elif type(value) in (list, tuple, dict):
        items = _items(value)
        modules = [{"name": key, "number": numbers[id(item)]} for key, item in items if id(item) in numbers]
        parameters = [_parameter(key, item) for key, item in items if isinstance(item, Parameter)]
        if not modules and not parameters:
            return []
        kind = {"kind": "list", "class": type(value).__name__, "modules": modules, "parameters": parameters}
    else:
        return []
    return [{"name": name, **kind}]


def _items(value, path="", depth=8):
    """What a list holds, also in lists within it: each with its place, `[0]['a']`."""
    if depth == 0 or type(value) not in (list, tuple, dict):
        return [(path, value)]
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    return [item for key, inner in pairs for item in _items(inner, f"{path}[{key!r}]", depth - 1)]


def _parameter(name, parameter):
    return {"name": name, "shape": list(parameter.shape), "requires_grad": parameter.requires_grad,
            "learned": parameter.grad is not None}


def _norm(gradient):
    if gradient is None:
        return None
    return sum(value * value for _, value in _items(gradient.tolist())) ** 0.5


def _optimizer(entry, modules):
    optimizer = entry[0]
    names = {}
    for number, (module, *_) in enumerate(modules):
        for name, parameter in module.__dict__.get("_parameters", {}).items():
            if parameter is not None:
                names.setdefault(id(parameter), {"module": number, "name": name})
        for name, value in _own(module):
            if isinstance(value, Tensor):
                names.setdefault(id(value), {"module": number, "name": name})
    return {
        "class": type(optimizer).__name__,
        "place": _place(entry),
        "groups": [
            {
                "lr": float(group.get("lr", 0.0)),
                "weight_decay": float(group.get("weight_decay", 0.0)),
                "parameters": [names.get(id(p)) for p in group["params"]],
            }
            for group in optimizer.param_groups
        ],
    }


def try_out():
    """Call the models that a program makes and never calls, with inputs of our own; say what came of each."""
    made = [(entry[0], entry[4]) for entry in _torch.made() if isinstance(entry[0], Module)]
    classes = [_try_class(cls) for cls in _unused_classes([module for module, _ in made])]
    children = {id(child) for module, _ in made for child in module.__dict__.get("_modules", {}).values()}
    called = {id(module) for module, was_called in made if was_called}
    roots = [module for module, _ in made if id(module) not in children and _is_model(module)]
    idle = [root for root in roots if not any(id(module) in called for module in root.modules())]
    models = idle + [module for module, _ in classes if module is not None]
    return [report for module, report in classes if module is None] + [_try_module(model) for model in models]


def _is_model(module):
    """Of PyTorch's own modules, only what holds others: `nn.Softmax()` alone is no model."""
    return type(module).__module__ == "__main__" or bool(module.__dict__.get("_modules"))


def _unused_classes(made):
    program = sys.modules.get("__main__")
    own = [value for value in vars(program).values()
           if isinstance(value, type) and issubclass(value, Module) and value.__module__ == "__main__"]
    return [cls for cls in own if not any(isinstance(module, cls) for module in made)]


def _try_class(cls):
    arguments = {name: _guess(name) for name in _required(cls)}
    try:
        return cls(**arguments), None
    except Exception as error:
        return None, _report(cls.__name__, error)


def _required(cls):
    code = getattr(cls.__init__, "__code__", None)
    if code is None:
        return []
    names = code.co_varnames[1:code.co_argcount]
    without_default = len(names) - len(cls.__init__.__defaults__ or ())
    return names[:max(without_default, 0)]


def _guess(name):
    name = name.lower()
    if "activ" in name or name in ("tipo", "nombre", "name"):
        return "relu"
    if name in ("p", "prob", "dropout", "slope", "pendiente", "alpha", "beta"):
        return 0.5
    return _SIZE


def _try_module(module):
    first = next((m for m in module.modules() if isinstance(m, Linear)), None)
    features = first.in_features if first is not None else _SIZE
    _torch.manual_seed(0)
    _torch.enter("(prueba)", module)
    try:
        module(_torch.randn(_ROWS, features))
        return _report(type(module).__name__, None)
    except Exception as error:
        return _report(type(module).__name__, error)
    finally:
        _torch.leave()


def _report(name, error):
    return {"class": name, "error": None if error is None else f"{type(error).__name__}: {error}"}
