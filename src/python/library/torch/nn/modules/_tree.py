"""Walking over a module's parts: methods of `Module`."""

from _torch import zero_grads


def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    if recurse:
        owners = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate)
    else:
        owners = [(prefix, self)]
    for path, owner in owners:
        for name, member in get_members_fn(owner):
            if member is None or member in seen:
                continue
            if remove_duplicate:
                seen.add(member)
            yield (path + "." + name if path else name), member


def parameters(self, recurse=True):
    for _, param in self.named_parameters(recurse=recurse):
        yield param


def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    return self._named_members(
        lambda module: module._parameters.items(), prefix, recurse, remove_duplicate
    )


def buffers(self, recurse=True):
    for _, buffer in self.named_buffers(recurse=recurse):
        yield buffer


def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    return self._named_members(
        lambda module: module._buffers.items(), prefix, recurse, remove_duplicate
    )


def children(self):
    for _, module in self.named_children():
        yield module


def named_children(self):
    seen = set()
    for name, module in self._modules.items():
        if module is not None and module not in seen:
            seen.add(module)
            yield name, module


def modules(self, remove_duplicate=True):
    for _, module in self.named_modules(remove_duplicate=remove_duplicate):
        yield module


def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    if memo is None:
        memo = set()
    if self in memo:
        return
    if remove_duplicate:
        memo.add(self)
    yield prefix, self
    for name, module in self._modules.items():
        if module is not None:
            path = prefix + "." + name if prefix else name
            yield from module.named_modules(memo, path, remove_duplicate)


def apply(self, fn):
    for module in self.children():
        module.apply(fn)
    fn(self)
    return self


def train(self, mode=True):
    if not isinstance(mode, bool):
        raise ValueError("training mode is expected to be boolean")
    self.training = mode
    for module in self.children():
        module.train(mode)
    return self


def eval(self):
    return self.train(False)


def requires_grad_(self, requires_grad=True):
    for param in self.parameters():
        param.requires_grad_(requires_grad)
    return self


def zero_grad(self, set_to_none=True):
    params = list(self.parameters())
    if set_to_none:
        return zero_grads(params)
    for param in params:
        if param.grad is not None:
            param.grad = param.grad.detach().zero_()
