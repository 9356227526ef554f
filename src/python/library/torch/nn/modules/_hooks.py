"""Registering hooks: methods of `Module`. `_call` runs them."""

from ...utils.hooks import RemovableHandle

_MIXED = (
    "Cannot use both regular backward hooks and full backward hooks on a single Module. "
    "Please use only one of them."
)


def _hook(self, kind, hook, prepend=False, options=None):
    """Keep a hook in the dictionary `kind`; options travel beside it by id."""
    own = self.__dict__
    if kind not in own:
        own[kind] = {}
    if "_hook_options" not in own:
        own["_hook_options"] = {}
    handle = RemovableHandle(own[kind], (own["_hook_options"],))
    own["_hooked"] = True
    if prepend:
        later = dict(own[kind])
        own[kind].clear()
        own[kind][handle.id] = hook
        own[kind].update(later)
    else:
        own[kind][handle.id] = hook
    if options:
        own["_hook_options"][handle.id] = options
    return handle


def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    options = {"kwargs": True} if with_kwargs else None
    return self._hook("_forward_pre_hooks", hook, prepend, options)


def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
    options = {"kwargs": with_kwargs, "always": always_call}
    return self._hook("_forward_hooks", hook, prepend, options)


def register_full_backward_pre_hook(self, hook, prepend=False):
    return self._hook("_backward_pre_hooks", hook, prepend)


def register_full_backward_hook(self, hook, prepend=False):
    return self._hook("_backward_hooks", hook, prepend)


def register_backward_hook(self, hook):
    raise NotImplementedError(
        "register_backward_hook es la forma antigua y no está en Antorcha: "
        "usa register_full_backward_hook, que recibe lo mismo (module, grad_input, grad_output)."
    )


def register_state_dict_pre_hook(self, hook):
    return self._hook("_state_dict_pre_hooks", hook)


def register_state_dict_post_hook(self, hook):
    return self._hook("_state_dict_hooks", hook, options={"public": True})


def _register_state_dict_hook(self, hook):
    return self._hook("_state_dict_hooks", hook)


def register_load_state_dict_pre_hook(self, hook):
    def with_module(*args):
        return hook(self, *args)

    return self._hook("_load_state_dict_pre_hooks", with_module)


def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    if with_module:
        return self.register_load_state_dict_pre_hook(hook)
    return self._hook("_load_state_dict_pre_hooks", hook)


def register_load_state_dict_post_hook(self, hook):
    return self._hook("_load_state_dict_post_hooks", hook)
