"""`torch.testing`: comparing tensors in tests."""

import _torch
from _torch import Tensor

_TOLERANCE = {
    "torch.float16": (1e-3, 1e-5), "torch.bfloat16": (1.6e-2, 1e-5),
    "torch.float32": (1.3e-6, 1e-5), "torch.float64": (1e-7, 1e-7),
}


def assert_close(actual, expected, *, allow_subclasses=True, rtol=None, atol=None,
                 equal_nan=False, check_device=True, check_dtype=True, check_layout=True,
                 check_stride=False, msg=None):
    if (rtol is None) != (atol is None):
        raise ValueError(
            "rtol and atol must both be specified or both be unspecified, but got no "
            + ("rtol" if rtol is None else "atol") + " tolerance"
        )
    told = _torch.tracing()
    if told:
        _torch.enter_quiet("data", "assert_close", [])
    try:
        _compare(actual, expected, rtol, atol, equal_nan, check_dtype, msg)
    finally:
        if told:
            _torch.leave_quiet([])


def _compare(actual, expected, rtol, atol, equal_nan, check_dtype, msg):
    rest = (rtol, atol, equal_nan, check_dtype, msg)
    if isinstance(actual, (list, tuple)) and isinstance(expected, (list, tuple)):
        if len(actual) != len(expected):
            _fail(
                "The length of the sequences mismatch: "
                f"{len(actual)} != {len(expected)}", msg,
            )
        for one, other in zip(actual, expected):
            _compare(one, other, *rest)
    elif isinstance(actual, dict) and isinstance(expected, dict):
        if set(actual) != set(expected):
            _fail("The keys of the mappings do not match", msg)
        for key in actual:
            _compare(actual[key], expected[key], *rest)
    elif isinstance(actual, Tensor) and isinstance(expected, Tensor):
        _compare_tensors(actual.detach(), expected.detach(), *rest)
    elif isinstance(actual, Tensor) or isinstance(expected, Tensor):
        raise TypeError(
            "No comparison pair was able to handle inputs of type "
            f"{type(actual)} and {type(expected)}."
        )
    else:
        scalars = [_torch.tensor(v, dtype=_scalar_dtype(v)) for v in (actual, expected)]
        _compare_tensors(*scalars, rtol, atol, equal_nan, False, msg)


def _scalar_dtype(value):
    return _torch.float64 if isinstance(value, float) else None


def _compare_tensors(actual, expected, rtol, atol, equal_nan, check_dtype, msg):
    if actual.shape != expected.shape:
        _fail(
            "The values for attribute 'shape' do not match: "
            f"{actual.shape} != {expected.shape}.", msg,
        )
    if check_dtype and actual.dtype != expected.dtype:
        _fail(
            "The values for attribute 'dtype' do not match: "
            f"{actual.dtype} != {expected.dtype}.", msg,
        )
    if rtol is None:
        pairs = [_TOLERANCE.get(str(t.dtype), (0.0, 0.0)) for t in (actual, expected)]
        rtol, atol = max(p[0] for p in pairs), max(p[1] for p in pairs)
    common = _torch.promote_types(actual.dtype, expected.dtype)
    if common == _torch.bool:
        common = _torch.int64
    actual, expected = actual.to(common), expected.to(common)
    matches = _torch.isclose(actual, expected, rtol=rtol, atol=atol, equal_nan=equal_nan)
    if not matches.all():
        _fail(_difference(actual, expected, matches, rtol, atol), msg)


def _difference(actual, expected, matches, rtol, atol):
    absolute = (actual - expected).abs()
    relative = absolute / expected.abs()
    equal = rtol == 0 and atol == 0
    if actual.dim() == 0:
        head = "Scalars are not " + ("equal!" if equal else "close!")
        if equal:
            return (
                f"{head}\n\nExpected {expected.item()} but got {actual.item()}.\n"
                f"Absolute difference: {absolute.item()}\nRelative difference: {relative.item()}"
            )
        return (
            f"{head}\n\nExpected {expected.item()} but got {actual.item()}.\n"
            f"Absolute difference: {absolute.item()} (up to {atol} allowed)\n"
            f"Relative difference: {relative.item()} (up to {rtol} allowed)"
        )
    total = matches.numel()
    off = total - int(matches.sum())
    lines = [
        "Tensor-likes are not " + ("equal!" if equal else "close!"), "",
        f"Mismatched elements: {off} / {total} ({100 * off / total:.1f}%)",
    ]
    for name, values, allowed in (("absolute", absolute, atol), ("relative", relative, rtol)):
        values = _torch.where(matches, _torch.zeros_like(values), values)
        flat = int(values.reshape(-1).argmax())
        bound = "" if equal else f" (up to {allowed} allowed)"
        worst = values.reshape(-1)[flat].item()
        lines.append(
            f"Greatest {name} difference: {worst} at index {_place(flat, actual.shape)}{bound}"
        )
    return "\n".join(lines)


def _place(flat, shape):
    index = []
    for n in reversed(shape):
        index.insert(0, flat % n)
        flat //= n
    return tuple(index)


def _fail(text, msg):
    if msg is not None:
        text = msg(text) if callable(msg) else msg
    raise AssertionError(text)


def assert_allclose(actual, expected, rtol=None, atol=None, equal_nan=True, msg=""):
    assert_close(
        actual, expected, rtol=rtol, atol=atol, equal_nan=equal_nan, check_dtype=False,
        msg=msg or None,
    )
