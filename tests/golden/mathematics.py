"""Elementwise mathematics, comparison, reductions and statistics: what real PyTorch prints for each expression.

Run with real PyTorch to write mathematics.json: python tests/golden/mathematics.py
"""

import json
import pathlib

SETUP = """
import warnings
import torch
T = torch.tensor
nan, inf = float("nan"), float("inf")


def fresh():
    x = T([[0.5, -0.25, 3.0], [1.0, 2.0, -1.0]], requires_grad=True)
    return dict(globals(), x=x, v=T([0.5, nan, -inf, inf, -0.0, 2.0]), i=T([7, -7, 0]), b=T([True, False]),
                e=T([]), w=T([1.0, 3.0, 3.0], requires_grad=True))


def grad(function):
    x = T([[0.5, -0.25, 3.0], [1.0, 2.0, -1.0]], requires_grad=True)
    function(x).sum().backward()
    return x.grad


def show(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            text = str(eval(source, fresh()))
        except Exception as error:
            text = type(error).__name__ + ": " + str(error)
    return "\\n".join([text] + [str(warning.message) for warning in caught])
"""

EXPRESSIONS = """
x.exp()
torch.exp2(x)
x.abs().sqrt()
v.sqrt()
v.log()
v.log1p()
v.rsqrt()
v.sign()
v.reciprocal()
v.floor()
v.ceil()
v.round()
v.trunc()
v.frac()
v.nan_to_num()
v.isnan()
v.isinf()
v.isfinite()
v.signbit()
v == v
v.maximum(T(0.25))
v.clamp(-1, 1)
v.clamp(min=T(0.25))
v.fmax(T(0.25))
i.exp()
i.sqrt()
b.exp()
i.sign()
i.abs()
-i
-b
~i
~b
~v
b + b
b - b
i / 2
i // 2
i % 3
i.fmod(3)
i // 0
i % 0
i / 0
v // 0.5
v % 0.75
7 % i[:2]
7 // T([2, -2])
i.float() // 2
torch.div(i, 2, rounding_mode='floor')
torch.div(i, 2, rounding_mode='trunc')
torch.div(i, 2, rounding_mode='bad')
2 ** x
x ** 2
x ** 0.5
x ** x
i ** 2
i ** -1
T(2) ** 0.5
0 ** T([0, 1])
i & 3
i | 1
i ^ 1
i << 1
i >> 1
v & 1
x > 0
x < i
i == 7
i == 7.0
torch.eq(x, x)
x.equal(x)
T([1, 2]) + T([1, 2, 3])
torch.add(x, x, alpha=2)
torch.add(i, i, alpha=0.5)
torch.sub(x, 1, alpha=3)
len(torch.add(x, x, alpha=2).grad_fn.next_functions)
torch.lerp(x, -x, 0.25)
torch.addcmul(x, x, x, value=0.5)
torch.addcdiv(x, x, x, value=0.5)
torch.addcdiv(i, i, i)
torch.where(x > 0, x, 0.0)
torch.where(b)
torch.where(i, 1, 2)
torch.isclose(T([1.0, nan]), T([1.0, nan]), equal_nan=True)
torch.allclose(x, x + 1e-9)
torch.isin(i, T([7, 0]))
torch.isin(i, 7, invert=True)
x.sum()
x.sum(0)
x.sum((0, 1), keepdim=True)
x.sum(dim=2)
x.sum((0, 0))
b.sum()
e.sum()
e.sum(dtype=torch.int64)
x.mean()
x.mean(1, keepdim=True)
i.mean()
i.mean(dtype=torch.float64)
e.mean()
x.prod()
x.prod(1)
i.prod()
e.prod()
x.max()
x.max(1)
x.min(0)
x.max(1, keepdim=True).values
e.max()
e.max(0)
e.argmax()
v.max()
v.min()
v.argmax()
x.argmax()
x.argmin(1)
b.argmax()
x.amax(1)
x.amin((0, 1))
torch.aminmax(x.detach())
x.all()
(x > 0).any(1)
e.all()
e.any()
x.count_nonzero(0)
x.std()
x.var(0)
x.std(1, unbiased=False)
x.var(correction=0)
T([1.0]).std()
T([1.0]).var()
torch.var_mean(T([1.0]))
i.std()
torch.var_mean(x)
torch.std_mean(x, 0)
x.norm()
x.norm(1)
x.norm(dim=1)
torch.norm(x, p='fro', dim=0)
torch.norm(x, inf)
i.norm()
torch.linalg.norm(x)
torch.linalg.norm(x, 1)
torch.linalg.norm(x, inf, (0, 1))
torch.linalg.matrix_norm(x)
torch.linalg.vector_norm(x, 3, dim=1)
torch.dist(x, x * 2)
torch.dist(i, i)
x.logsumexp(1)
torch.logcumsumexp(x, 1)
torch.logcumsumexp(i, 0)
x.cumsum(1)
b.cumsum(0)
x.cumprod(0)
x.cummax(1)
x.median()
x.median(1)
e.median()
b.median()
v.median()
v.nanmedian()
x.nanmedian(0)
x.mode(1)
v.nansum()
v.nanmean()
x.quantile(0.5)
x.quantile(T([0.1, 0.9]), dim=1)
x.quantile(T([0.1, 0.9]), dim=0, keepdim=True)
x.quantile(0.3, interpolation='nearest')
x.quantile(0.3, interpolation='midpoint')
x.quantile(1.5)
x.quantile(0.5, interpolation='bad')
i.quantile(0.5)
e.quantile(0.5)
T([1.0, nan, 3.0]).quantile(0.5)
T([1.0, nan, 3.0]).nanquantile(0.5)
torch.unique(T([3, 1, 1, 2]), return_inverse=True, return_counts=True)
torch.unique(T([[3, 1], [1, 2], [3, 1]]), dim=0, return_counts=True)
torch.unique(T([[3, 1, 3], [1, 2, 1]]), dim=1)
torch.unique(e)
torch.unique(x)
grad(torch.unique)
torch.unique_consecutive(T([1, 1, 2, 1]), return_inverse=True, return_counts=True)
torch.histc(x.detach(), 4)
torch.histc(x.detach(), 4, min=0, max=2)
torch.histc(i, 4)
torch.histc(x.detach(), 4, min=5, max=0)
torch.bincount(T([1, 2, 2]))
torch.bincount(T([1, 2, 2]), minlength=5)
torch.bincount(T([1, 2, 2]), weights=T([0.5, 1.0, 2.0]))
torch.bincount(i)
torch.bincount(T([1.0]))
x.diff()
x.diff(n=2)
x.diff(dim=0)
b.diff()
i.diff(prepend=T([0]))
T(1.0).diff()
torch.trapezoid(x.detach())
torch.trapz(x.detach(), dx=2.0)
torch.trapezoid(x.detach(), T([1.0, 2.0, 4.0]))
torch.trapezoid(T(1.0))
x.quantile(0.2)
[T([3., 1, 2, -1, 0, 4.5]).quantile(0.4, interpolation=how) for how in ("lower", "higher", "midpoint", "nearest")]
torch.gcd(T([5, 10, 15, 0, -4, -6]), T([3, 4, 5, 0, 6, -9]))
torch.lcm(T([5, 10, 15, 0, -4, -6]), T([3, 4, 5, 0, 6, -9]))
T([4]).gcd_(T([6]))
torch.gcd(x, x)
torch.lcm(b, b)
torch.cov(x)
torch.corrcoef(x)
torch.cov(T([1.0, 2.0, 4.0]))
grad(lambda x: x.max())
grad(lambda x: x.median(0).values)
grad(lambda x: x.median())
grad(lambda x: x.std())
grad(lambda x: x.norm(dim=1))
grad(lambda x: x.quantile(0.3, dim=1))
grad(lambda x: x.logcumsumexp(1))
grad(lambda x: x.prod(0))
grad(lambda x: x.diff() ** 2)
grad(lambda x: torch.dist(x, x.detach() * 2))
grad(lambda x: torch.var_mean(x, 1)[0])
grad(lambda x: torch.add(x, x, alpha=3))
grad(lambda x: x.clamp(0, 1))
grad(lambda x: torch.trapezoid(x))
""".strip().splitlines()

if __name__ == "__main__":
    names = {}
    exec(SETUP, names)
    rows = [{"source": source, "output": names["show"](source)} for source in EXPRESSIONS]
    golden = {"setup": SETUP, "rows": rows}
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")
