"""The argument `reduction`, and the two older ones that it replaced."""

from ._warn import warn

_CODES = {"none": 0, "mean": 1, "sum": 2}


def get_enum(reduction):
    code = _CODES.get(reduction) if isinstance(reduction, str) else None
    if code is None:
        if reduction == "elementwise_mean":
            warn(
                "reduction='elementwise_mean' is deprecated. Please use reduction='mean' instead."
            )
            return 1
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return code


def legacy_get_string(size_average, reduce, emit_warning=True):
    if reduce is None or reduce:
        chosen = "mean" if size_average is None or size_average else "sum"
    else:
        chosen = "none"
    if emit_warning:
        warn(
            "size_average and reduce args will be deprecated, please use "
            f"reduction='{chosen}' instead.", stacklevel=3,
        )
    return chosen


def code(size_average, reduce, reduction):
    if size_average is not None or reduce is not None:
        reduction = legacy_get_string(size_average, reduce)
    return get_enum(reduction)
