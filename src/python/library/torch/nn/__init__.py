"""`torch.nn`: each class is imported when a program first names it."""

from .parameter import Buffer, Parameter  # noqa: F401

_HOMES = {
    "module": ("Module",),
    "activation": (
        "Threshold", "ReLU", "RReLU", "Hardtanh", "ReLU6", "Sigmoid", "Hardsigmoid", "Tanh", "SiLU",
        "Mish", "Hardswish", "ELU", "CELU", "SELU", "GLU", "GELU", "Hardshrink", "LeakyReLU",
        "LogSigmoid", "Softplus", "Softshrink", "MultiheadAttention", "PReLU", "Softsign",
        "Tanhshrink", "Softmin", "Softmax", "Softmax2d", "LogSoftmax",
    ),
    "linear": ("Identity", "Linear", "Bilinear"),
    "container": ("Sequential", "ModuleList", "ModuleDict"),
    "parameters": ("ParameterList", "ParameterDict"),
    "dropout": (
        "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout",
    ),
    "batchnorm": ("BatchNorm1d", "BatchNorm2d", "BatchNorm3d"),
    "normalization": ("LayerNorm", "RMSNorm", "GroupNorm"),
    "instancenorm": ("InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d"),
    "padding": tuple(
        f"{kind}Pad{dims}d" for kind in ("Constant", "Zero", "Reflection", "Replication", "Circular")
        for dims in (1, 2, 3)
    ),
    "sparse": ("Embedding",),
    "flatten": ("Flatten", "Unflatten"),
    "distance": ("PairwiseDistance", "CosineSimilarity"),
    "loss": (
        "L1Loss", "MSELoss", "SmoothL1Loss", "HuberLoss", "BCELoss", "BCEWithLogitsLoss", "NLLLoss",
        "CrossEntropyLoss", "KLDivLoss", "PoissonNLLLoss", "GaussianNLLLoss", "HingeEmbeddingLoss",
        "SoftMarginLoss", "MultiLabelMarginLoss", "MultiLabelSoftMarginLoss", "MultiMarginLoss",
        "CosineEmbeddingLoss", "MarginRankingLoss", "TripletMarginLoss", "TripletMarginWithDistanceLoss",
    ),
}
_HOME = {_name: _home for _home, _names in _HOMES.items() for _name in _names}
_SUBMODULES = ("functional", "init", "modules", "parameter", "utils")

__all__ = ["Parameter", "Buffer", *_HOME, "functional", "init", "modules", "parameter", "utils"]


def __getattr__(name):
    home = _HOME.get(name)
    if home is not None:
        value = getattr(__import__("torch.nn.modules." + home, None, None, ["*"]), name)
        globals()[name] = value
        return value
    if name in _SUBMODULES:
        return __import__("torch.nn." + name, None, None, ["*"])
    raise AttributeError(f"module 'torch.nn' has no attribute '{name}'")


def __dir__():
    return sorted({*globals(), *_HOME, *_SUBMODULES})
