"""`torch.utils`: data loading and hook handles."""


def __getattr__(name):
    if name in ("data", "hooks"):
        return __import__("torch.utils." + name, None, None, ["*"])
    raise AttributeError(f"module 'torch.utils' has no attribute '{name}'")
