"""What all optimizers share: groups of parameters, their state, and one step."""

import _torch
from _torch import Tensor, note_made, tracing, zero_grads

from ..utils.hooks import RemovableHandle


class _State(dict):
    """State by parameter; an entry is made when it is asked for."""

    def __missing__(self, key):
        self[key] = {}
        return self[key]

    def __repr__(self):
        return f"defaultdict(<class 'dict'>, {dict.__repr__(self)})"


class _Required:
    def __repr__(self):
        return "<required parameter>"


required = _Required()


def _typename(obj):
    from .._extra import typename

    return typename(obj)


class Optimizer:
    _hooks = {}

    def __init__(self, params, defaults):
        note_made(self)
        self.defaults = defaults
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or "
                "dicts, but got " + _typename(params)
            )
        self.state = _State()
        self.param_groups = []
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        for group in groups:
            self.add_param_group(group)

    def __repr__(self):
        text = self.__class__.__name__ + " ("
        for index, group in enumerate(self.param_groups):
            text += f"\nParameter Group {index}\n"
            for key in sorted(group):
                if key != "params":
                    text += f"    {key}: {group[key]}\n"
        return text + ")"

    def __getstate__(self):
        return {
            "defaults": self.defaults, "state": self.state, "param_groups": self.param_groups
        }

    def __setstate__(self, state):
        self.__dict__.update(state)

    def step(self, closure=None):
        raise NotImplementedError

    def zero_grad(self, set_to_none=True):
        for group in self.param_groups:
            if set_to_none:
                zero_grads(group["params"])
            else:
                for param in group["params"]:
                    if param.grad is not None:
                        param.grad = param.grad.detach().zero_()

    def add_param_group(self, param_group):
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        params = param_group["params"]
        if isinstance(params, set):
            raise TypeError(
                "optimizer parameters need to be organized in ordered collections, but the "
                "ordering of tensors in sets will change between runs. Please use a list instead."
            )
        params = [params] if isinstance(params, Tensor) else list(params)
        param_group["params"] = _take_names(param_group, params)
        for param in param_group["params"]:
            self._check(param)
        for name, default in self.defaults.items():
            if default is required and name not in param_group:
                raise ValueError(
                    "parameter group didn't specify a value of required optimization parameter "
                    + name
                )
            param_group.setdefault(name, default)
        self._check_group(param_group)
        self.param_groups.append(param_group)

    def _check(self, param):
        if not isinstance(param, Tensor):
            raise TypeError(
                "optimizer can only optimize Tensors, but one of the params is " + _typename(param)
            )
        if not (param.is_leaf or param.retains_grad):
            raise ValueError("can't optimize a non-leaf Tensor")

    def _check_group(self, param_group):
        params = set(param_group["params"])
        if len(params) != len(param_group["params"]):
            import warnings

            warnings.warn(
                "optimizer contains a parameter group with duplicate parameters; in future, this "
                "will cause an error; see github.com/pytorch/pytorch/issues/40967 for more "
                "information", stacklevel=4,
            )
        for group in self.param_groups:
            if ("param_names" in param_group) != ("param_names" in group):
                form = "with names" if "param_names" in param_group else "without names"
                raise ValueError(
                    "all optimizer param groups should be with/without names. cannot add param "
                    f"group {form} to the optimizer"
                )
            if not params.isdisjoint(group["params"]):
                raise ValueError("some parameters appear in more than one parameter group")

    from ._state import load_state_dict, state_dict

    def _hook(self, kind, hook):
        hooks = dict(self._hooks)
        hooks[kind] = dict(hooks.get(kind, {}))
        self._hooks = hooks
        handle = RemovableHandle(hooks[kind])
        hooks[kind][handle.id] = hook
        return handle

    def register_step_pre_hook(self, hook):
        return self._hook("step_pre", hook)

    def register_step_post_hook(self, hook):
        return self._hook("step_post", hook)


def _take_names(group, params):
    """Split (name, parameter) pairs; names and bare parameters do not mix."""
    names = [param[0] for param in params if isinstance(param, tuple)]
    if not names:
        return params
    if len(names) != len(params):
        raise ValueError(
            "all optimizer params should be with/without names. Some param names are missing"
        )
    group["param_names"] = names
    return [param[1] for param in params]


class NativeOptimizer(Optimizer):
    """An optimizer whose `_update(group)` is one native call."""

    def step(self, closure=None):
        if self._hooks or closure is not None or tracing():
            return self._full_step(closure)
        for group in self.param_groups:
            self._update(group)
        return None

    def _full_step(self, closure):
        for hook in list(self._hooks.get("step_pre", {}).values()):
            hook(self, (self,), {})
        loss = None
        if closure is not None:
            before = _torch.is_grad_enabled()
            _torch.set_grad_enabled(True)
            try:
                loss = closure()
            finally:
                _torch.set_grad_enabled(before)
        self._told_update()
        for hook in list(self._hooks.get("step_post", {}).values()):
            hook(self, (self,), {})
        return loss

    def _told_update(self):
        """All groups' updates, as one event of a trace."""
        told = tracing()
        params = [param for group in self.param_groups for param in group["params"]]
        if told:
            _torch.enter_quiet("optimizer", type(self).__name__, params)
        try:
            for group in self.param_groups:
                self._update(group)
        finally:
            if told:
                _torch.leave_quiet(params)


def check(lr, **values):
    """The checks that constructors share, with PyTorch's words."""
    if isinstance(lr, Tensor):
        if lr.numel() != 1:
            raise ValueError("Tensor lr must be 1-element")
        lr = lr.item()
    if not 0.0 <= lr:
        raise ValueError(f"Invalid learning rate: {lr}")
    for name, value in values.items():
        if not 0.0 <= value:
            label = "epsilon" if name == "eps" else name
            raise ValueError(f"Invalid {label} value: {value}")


def number(value):
    return value if value.__class__ is float else float(value)
