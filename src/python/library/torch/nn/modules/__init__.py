"""`torch.nn.modules`: the layers, by file."""


def __getattr__(name):
    from .. import _HOME, _HOMES

    if name in _HOMES:
        return __import__("torch.nn.modules." + name, None, None, ["*"])
    home = _HOME.get(name)
    if home is not None:
        return getattr(__import__("torch.nn.modules." + home, None, None, ["*"]), name)
    raise AttributeError(f"module 'torch.nn.modules' has no attribute '{name}'")
