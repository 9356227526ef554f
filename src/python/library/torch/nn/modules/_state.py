"""Saving and loading a module's tensors: methods of `Module`."""

from _torch import Tensor

from ...autograd.grad_mode import no_grad

_EXTRA = "_extra_state"
_UNREACHABLE = (
    "Reached a code path in Module.{}() that should never be called. Please file an issue at "
    "https://github.com/pytorch/pytorch/issues/new?template=bug-report.yml to report this bug."
)


def get_extra_state(self):
    raise RuntimeError(_UNREACHABLE.format("get_extra_state"))


def set_extra_state(self, state):
    raise RuntimeError(_UNREACHABLE.format("set_extra_state"))


def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, param in self._parameters.items():
        if param is not None:
            destination[prefix + name] = param if keep_vars else param.detach()
    for name, buffer in self._buffers.items():
        if buffer is not None and name not in self._non_persistent_buffers_set:
            destination[prefix + name] = buffer if keep_vars else buffer.detach()
    if type(self).get_extra_state is not get_extra_state:
        destination[prefix + _EXTRA] = self.get_extra_state()


def state_dict(self, *args, destination=None, prefix="", keep_vars=False):
    if args:
        destination, prefix, keep_vars = (
            *args[:3], *(destination, prefix, keep_vars)[len(args):]
        )
    if destination is None:
        from ..._ordered import OrderedDict

        destination = OrderedDict()
        destination._metadata = OrderedDict()
    metadata = {"version": self._version}
    if hasattr(destination, "_metadata"):
        destination._metadata[prefix[:-1]] = metadata
    for hook in self._state_dict_pre_hooks.values():
        hook(self, prefix, keep_vars)
    self._save_to_state_dict(destination, prefix, keep_vars)
    for name, module in self._modules.items():
        if module is not None:
            module.state_dict(
                destination=destination, prefix=prefix + name + ".", keep_vars=keep_vars
            )
    for key, hook in self._state_dict_hooks.items():
        changed = hook(self, destination, prefix, metadata)
        if changed is not None:
            if key in self._hook_options:
                raise RuntimeError("state_dict post-hook must return None")
            destination = changed
    return destination


def _load_from_state_dict(self, state_dict, prefix, local_metadata, strict, missing_keys,
                          unexpected_keys, error_msgs):
    for hook in self._load_state_dict_pre_hooks.values():
        hook(state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)
    own = {name: p for name, p in self._parameters.items() if p is not None}
    for name, buffer in self._buffers.items():
        if buffer is not None and name not in self._non_persistent_buffers_set:
            own[name] = buffer
    assign = local_metadata.get("assign_to_params_buffers", False)
    for name, param in own.items():
        key = prefix + name
        if key in state_dict:
            _load_one(self, name, key, param, state_dict[key], assign, error_msgs)
        elif strict:
            missing_keys.append(key)
    _load_extra(self, state_dict, prefix + _EXTRA, strict, missing_keys, unexpected_keys)
    if strict:
        for key in state_dict:
            if key.startswith(prefix) and key != prefix + _EXTRA:
                head, dot, _ = key[len(prefix):].partition(".")
                if head not in (self._modules if dot else own):
                    unexpected_keys.append(key)


def _load_one(self, name, key, param, given, assign, error_msgs):
    if not isinstance(given, Tensor):
        error_msgs.append(
            f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like '
            f"object from checkpoint but received {type(given)}"
        )
        return
    if param.dim() == 0 and tuple(given.shape) == (1,):
        given = given[0]
    if given.shape != param.shape:
        error_msgs.append(
            f"size mismatch for {key}: copying a param with shape {given.shape} from checkpoint, "
            f"the shape in current model is {param.shape}."
        )
        return
    try:
        with no_grad():
            if assign:
                _assign(self, name, param, given)
            else:
                param.copy_(given)
    except Exception as error:
        error_msgs.append(
            f'While copying the parameter named "{key}", whose dimensions in the model are '
            f"{param.size()} and whose dimensions in the checkpoint are {given.size()}, an "
            f"exception occurred : {error.args}."
        )


def _assign(self, name, param, given):
    from ..parameter import Parameter

    if isinstance(param, Parameter):
        if isinstance(given, Parameter):
            given.requires_grad_(param.requires_grad)
        else:
            given = Parameter(given, requires_grad=param.requires_grad)
    setattr(self, name, given)


def _load_extra(self, state_dict, key, strict, missing_keys, unexpected_keys):
    if type(self).set_extra_state is not set_extra_state:
        if key in state_dict:
            self.set_extra_state(state_dict[key])
        elif strict:
            missing_keys.append(key)
    elif strict and key in state_dict:
        unexpected_keys.append(key)


class _IncompatibleKeys(tuple):
    """What `load_state_dict` returns: a pair with names."""

    __slots__ = ()
    missing_keys = property(lambda self: self[0])
    unexpected_keys = property(lambda self: self[1])

    def __repr__(self):
        if not self[0] and not self[1]:
            return "<All keys matched successfully>"
        return (
            f"_IncompatibleKeys(missing_keys={self[0]!r}, unexpected_keys={self[1]!r})"
        )

    __str__ = __repr__


def load_state_dict(self, state_dict, strict=True, assign=False):
    if not hasattr(state_dict, "keys") or not hasattr(state_dict, "items"):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    missing, unexpected, errors = [], [], []
    keys = _IncompatibleKeys((missing, unexpected))
    metadata = getattr(state_dict, "_metadata", None) or {}

    def load(module, entries, prefix):
        local = dict(metadata.get(prefix[:-1], {}))
        if assign:
            local["assign_to_params_buffers"] = assign
        module._load_from_state_dict(entries, prefix, local, True, missing, unexpected, errors)
        for name, child in module._modules.items():
            if child is not None:
                below = prefix + name + "."
                load(child, {k: v for k, v in entries.items() if k.startswith(below)}, below)
        for hook in module._load_state_dict_post_hooks.values():
            hook(module, keys)

    load(self, dict(state_dict), "")
    if strict:
        if unexpected:
            errors.insert(0, f"Unexpected key(s) in state_dict: {_quoted(unexpected)}. ")
        if missing:
            errors.insert(0, f"Missing key(s) in state_dict: {_quoted(missing)}. ")
    if errors:
        raise RuntimeError(
            f"Error(s) in loading state_dict for {self._get_name()}:\n\t" + "\n\t".join(errors)
        )
    return keys


def _quoted(names):
    return ", ".join([f'"{name}"' for name in names])
