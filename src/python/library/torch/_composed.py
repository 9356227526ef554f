"""Functions of `torch` that are written with other ones."""

from builtins import range as _count

import _torch
from _torch import Tensor


def asarray(obj, *, dtype=None, device=None, copy=None, requires_grad=None):
    result = _torch.as_tensor(obj, dtype=dtype)
    if copy and result is obj:
        result = result.clone()
    if requires_grad and not result.requires_grad:
        result = result.detach().requires_grad_()
    return result.detach() if requires_grad is False and result.requires_grad else result


def range(start=0, end=None, step=1, *, out=None, dtype=None, layout=None, device=None,
          requires_grad=False):
    """As `arange`, with its end; deprecated."""
    import warnings

    warnings.warn(
        "torch.range is deprecated and will be removed in a future release because its behavior is "
        "inconsistent with Python's range builtin. Instead, use torch.arange, which produces "
        "values in [start, end).", UserWarning, stacklevel=2,
    )
    if end is None:
        start, end = 0, start
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    count = int((end - start) // step) + 1
    dtype = _torch.get_default_dtype() if dtype is None else dtype
    places = _torch.arange(count, dtype=_torch.float64)
    return (places * step + start).to(dtype).requires_grad_(requires_grad)


def nonzero_static(input, *, size, fill_value=-1):
    """The first `size` places that are not zero; rows of `fill_value` where there are fewer."""
    found = input.nonzero()[:size]
    missing = _torch.full((size - found.size(0), input.dim()), fill_value, dtype=_torch.int64)
    return _torch.cat([found, missing])


def unravel_index(indices, shape):
    """The coordinates of places in a row-major tensor of `shape`, one tensor for each dimension."""
    if not isinstance(indices, Tensor):
        raise TypeError("unravel_index(): argument 'indices' must be Tensor")
    if indices.is_floating_point() or indices.dtype == _torch.bool:
        raise ValueError(f"expected 'indices' to be integer dtype, but got {indices.dtype}")
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    if any(size < 0 for size in shape):
        raise ValueError(f"'shape' cannot have negative values, but got {shape}")
    found = []
    for size in reversed(shape):
        found.append(indices % size)
        indices = indices // size
    return tuple(reversed(found))


def gradient(input, *, spacing=1, dim=None, edge_order=1):
    """Slopes along each dimension, by differences of the neighbours on both sides."""
    dims = _dims(input, dim)
    steps = list(spacing) if isinstance(spacing, (list, tuple)) else [spacing] * len(dims)
    if len(steps) != len(dims):
        raise RuntimeError(
            f"torch.gradient expected spacing to be unspecified, a scalar or a list of length "
            f"{len(dims)}, but got a list of length {len(steps)}"
        )
    if edge_order not in (1, 2):
        raise RuntimeError("torch.gradient only supports edge_order=1 and edge_order=2.")
    for one in dims:
        if input.size(one) < edge_order + 1:
            raise RuntimeError(
                "torch.gradient expected each dimension size to be at least edge_order+1"
            )
    slope = {True: _slope_over, False: _slope}
    return tuple(
        slope[isinstance(step, Tensor) and step.dim() > 0](input, step, one, edge_order)
        for one, step in zip(dims, steps)
    )


def _dims(input, dim):
    if dim is None:
        return list(_count(input.dim()))
    return [dim] if isinstance(dim, int) else list(dim)


def _slope(f, step, dim, edge_order):
    """Points a fixed step apart."""
    size = f.size(dim)
    centre = (f.narrow(dim, 2, size - 2) - f.narrow(dim, 0, size - 2)) / step / 2
    if edge_order == 1:
        first = (f.narrow(dim, 1, 1) - f.narrow(dim, 0, 1)) / step
        last = (f.narrow(dim, size - 1, 1) - f.narrow(dim, size - 2, 1)) / step
    else:
        first = _weighted(f, dim, 0, (-1.5, 2, -0.5)) / step
        last = _weighted(f, dim, size - 3, (0.5, -2, 1.5)) / step
    return _torch.cat([first, centre, last], dim)


def _weighted(f, dim, start, weights):
    """A weighted sum of neighbours, from `start` on."""
    terms = [f.narrow(dim, start + place, 1) * weight for place, weight in enumerate(weights)]
    return terms[0] + terms[1] + terms[2]


def _slope_over(f, points, dim, edge_order):
    """Points at given coordinates: parabolas through each three neighbours."""
    size = f.size(dim)
    gaps = points.diff()
    shape = [1] * f.dim()
    shape[dim] = -1
    left, right = gaps[:-1].reshape(shape), gaps[1:].reshape(shape)
    a = -right / (left * (left + right))
    b = (right - left) / (left * right)
    c = left / (right * (left + right))
    inner = [f.narrow(dim, place, size - 2) for place in (0, 1, 2)]
    centre = a * inner[0] + b * inner[1] + c * inner[2]
    if edge_order == 1:
        first = (f.narrow(dim, 1, 1) - f.narrow(dim, 0, 1)) / gaps[0]
        last = (f.narrow(dim, size - 1, 1) - f.narrow(dim, size - 2, 1)) / gaps[-1]
    else:
        first = _weighted(f, dim, 0, _edge(gaps[0], gaps[1]))
        last = _weighted(f, dim, size - 3, [-w for w in reversed(_edge(gaps[-1], gaps[-2]))])
    return _torch.cat([first, centre, last], dim)


def _edge(near, far):
    """The weights of a parabola's slope at its first point."""
    return (
        -(2 * near + far) / (near * (near + far)),
        (near + far) / (near * far),
        -near / (far * (near + far)),
    )


def histogram(input, bins, *, range=None, weight=None, density=False, out=None):
    """How many elements fall between each two edges."""
    from .return_types import make

    if not input.is_floating_point():
        raise NotImplementedError(
            f"\"histogram_cpu\" not implemented for '{_torch.empty(0, dtype=input.dtype).type()}'"
        )
    edges = bins if isinstance(bins, Tensor) else _edges(input, bins, range)
    weights = None if weight is None else weight.reshape(-1, 1)
    hist = _counted(input.reshape(-1, 1), [edges], weights).to(input.dtype)
    if density:
        hist = hist / (hist.sum() * edges.diff())
    return make("histogram", ("hist", "bin_edges"), [hist, edges])


def _edges(values, bins, limits):
    if bins <= 0:
        raise RuntimeError("torch.histogram(): bins must be > 0, but got " + str(bins))
    low, high = limits if limits else (values.min().item(), values.max().item())
    if low > high:
        raise RuntimeError("torch.histogram: min should not exceed max, but got min " f"{low} max {high}")
    if low == high:
        low, high = low - 0.5, high + 0.5
    return _torch.linspace(low, high, bins + 1, dtype=values.dtype)


def _counted(points, edges, weights):
    """Points, a row each, counted in the boxes between the edges of each coordinate."""
    place = _torch.zeros(points.size(0), dtype=_torch.int64)
    inside = _torch.ones(points.size(0), dtype=_torch.bool)
    for column, marks in enumerate(edges):
        values = points[:, column].contiguous()
        found = _torch.searchsorted(marks, values, right=True) - 1
        found = found - (values == marks[-1]).long()
        inside = inside & (values >= marks[0]) & (values <= marks[-1])
        place = place * (marks.numel() - 1) + found
    shape = [marks.numel() - 1 for marks in edges]
    total = 1
    for size in shape:
        total *= size
    weights = None if weights is None else weights.reshape(-1)[inside]
    return _torch.bincount(place[inside], weights, total).reshape(shape)


def histogramdd(input, bins, *, range=None, weight=None, density=False):
    """The same for points of several coordinates, which are the last dimension."""
    from .return_types import make

    points = input.reshape(-1, input.size(-1))
    dims = points.size(1)
    bins = [bins] * dims if isinstance(bins, int) else list(bins)
    limits = [range[2 * k: 2 * k + 2] if range else None for k in _count(dims)]
    edges = [
        one if isinstance(one, Tensor) else _edges(points[:, k], one, limits[k])
        for k, one in enumerate(bins)
    ]
    hist = _counted(points, edges, weight).to(input.dtype)
    if density:
        hist = hist / hist.sum()
        for k, marks in enumerate(edges):
            hist = hist / marks.diff().reshape([-1 if d == k else 1 for d in _count(dims)])
    return make("histogramdd", ("hist", "bin_edges"), [hist, tuple(edges)])
