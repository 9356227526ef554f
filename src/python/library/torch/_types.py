"""`torch.Size` and `torch.device`: the small values that native code hands out."""


class Size(tuple):
    __slots__ = ()
    __module__ = "torch"

    def __repr__(self):
        return "torch.Size([" + ", ".join([repr(n) for n in self]) + "])"

    __str__ = __repr__

    def numel(self):
        total = 1
        for n in self:
            total *= n
        return total

    def __getitem__(self, index):
        item = tuple.__getitem__(self, index)
        return Size(item) if type(item) is tuple else item

    def __add__(self, other):
        return Size(tuple.__add__(self, tuple(other)))

    def __mul__(self, times):
        return Size(tuple.__mul__(self, times))

    __rmul__ = __mul__


_KINDS = (
    "cpu", "cuda", "ipu", "xpu", "mkldnn", "opengl", "opencl", "ideep", "hip", "ve", "fpga",
    "maia", "xla", "lazy", "vulkan", "mps", "meta", "hpu", "mtia", "privateuseone",
)


class device:
    __slots__ = ("type", "index")
    __module__ = "torch"

    def __new__(cls, type, index=None):
        if isinstance(type, device):
            return type
        self = object.__new__(cls)
        if isinstance(type, int) and not isinstance(type, bool):
            type, index = "cuda", type
        if not isinstance(type, str):
            raise TypeError(
                "device(): argument 'type' (position 1) must be str, not " + _kind(type)
            )
        name, colon, tail = type.partition(":")
        if not name.isalpha() or not name.islower():
            raise RuntimeError(f"Invalid device string: '{type}'")
        if name not in _KINDS:
            raise RuntimeError(
                "Expected one of " + ", ".join(_KINDS)
                + " device type at start of device string: " + name
            )
        if colon:
            if index is not None:
                raise RuntimeError(
                    "type (string) must not include an index because index was passed "
                    f"explicitly: {type}"
                )
            if not tail.isdigit():
                raise RuntimeError(f"Invalid device string: '{type}'")
            index = int(tail)
        object.__setattr__(self, "type", name)
        object.__setattr__(self, "index", index)
        return self

    def __init__(self, type, index=None):
        pass

    def __setattr__(self, name, value):
        raise AttributeError(
            f"attribute '{name}' of 'torch.device' objects is not writable"
        )

    def __repr__(self):
        if self.index is None:
            return f"device(type='{self.type}')"
        return f"device(type='{self.type}', index={self.index})"

    def __str__(self):
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __eq__(self, other):
        if not isinstance(other, device):
            return NotImplemented
        return self.type == other.type and self.index == other.index

    def __hash__(self):
        return hash((self.type, self.index))

    def __reduce__(self):
        return device, (str(self),)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None


def _kind(value):
    return value.__class__.__name__
