"""The dictionary that `state_dict` returns, printed as PyTorch's documentation shows it."""

from collections import OrderedDict as _OrderedDict


from collections.abc import KeysView as _KeysView


class _Keys(_KeysView):
    def __repr__(self):
        return f"odict_keys({list(self)!r})"


class OrderedDict(_OrderedDict):
    def keys(self):
        return _Keys(self)

    def __repr__(self):
        if not self:
            return "OrderedDict()"
        return f"OrderedDict({list(self.items())!r})"
