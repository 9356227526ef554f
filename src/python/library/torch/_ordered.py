"""The dictionary that `state_dict` returns, printed as PyTorch's documentation shows it."""

from collections import OrderedDict as _OrderedDict


class OrderedDict(_OrderedDict):
    def __repr__(self):
        if not self:
            return "OrderedDict()"
        return f"OrderedDict({list(self.items())!r})"
