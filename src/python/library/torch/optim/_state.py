"""An optimizer's state as plain data, and back: methods of `Optimizer`."""

from _torch import Tensor


def state_dict(self):
    numbers = {}
    groups = []
    for group in self.param_groups:
        for param in group["params"]:
            numbers.setdefault(param, len(numbers))
        packed = {key: value for key, value in group.items() if key != "params"}
        packed["params"] = [numbers[param] for param in group["params"]]
        groups.append(packed)
    state = {numbers.get(param, param): entry for param, entry in self.state.items()}
    return {"state": state, "param_groups": groups}


def load_state_dict(self, state_dict):
    saved = state_dict["param_groups"]
    if len(saved) != len(self.param_groups):
        raise ValueError("loaded state dict has a different number of parameter groups")
    params = {}
    for group, given in zip(self.param_groups, saved):
        if len(group["params"]) != len(given["params"]):
            raise ValueError(
                "loaded state dict contains a parameter group that doesn't match the size of "
                "optimizer's group"
            )
        params.update(zip(given["params"], group["params"]))
    state = type(self.state)()
    for key, entry in state_dict["state"].items():
        param = params.get(key)
        state[key if param is None else param] = entry if param is None else _cast(param, entry)
    groups = []
    for group, given in zip(self.param_groups, saved):
        fresh = {**given, "params": group["params"]}
        if "param_names" in group:
            fresh.setdefault("param_names", group["param_names"])
        groups.append(fresh)
    self.__setstate__({"state": state, "param_groups": groups})


def _cast(param, value, key=None):
    if isinstance(value, Tensor):
        # A copy, where the dtype agrees too: two optimizers must not share their state.
        wanted = param.dtype if param.is_floating_point() and key != "step" else value.dtype
        return value.detach().clone().to(wanted)
    if isinstance(value, dict):
        return {name: _cast(param, item, name) for name, item in value.items()}
    return value
