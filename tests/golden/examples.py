"""Short programs in the manner of PyTorch's documentation, a call or two each: what real PyTorch prints.

Run with real PyTorch to write examples.json: python tests/golden/examples.py
Programs are parted by empty lines; each starts afresh, with a seed.
"""

import contextlib
import io
import json
import os
import pathlib
import warnings

import torch

SETUP = """import torch
import torch.nn as nn
import torch.nn.functional as F
torch.manual_seed(7)
"""

PROGRAMS = """
a = torch.tensor([3, -4, 6], dtype=torch.int8)
print(a, ~a, a & 3, a | 1, a ^ 5, a << 2, a >> 1)

a = torch.tensor([250, 10], dtype=torch.uint8)
print(a + 10, a * 2, -a, a.float(), a.sum(), a.dtype.is_signed, a.element_size())

a = torch.tensor([300, -5], dtype=torch.int16)
print(a // 7, a % 7, a ** 2, a.abs(), a / 2, a.max(), a.sort().values)

print(torch.promote_types(torch.uint8, torch.int8), torch.promote_types(torch.int16, torch.float32))

print(torch.result_type(torch.tensor([1], dtype=torch.uint8), 1.5), torch.ones(2, dtype=torch.int8) + torch.ones(2, dtype=torch.uint8))

print(torch.tensor([1, 0, 2], dtype=torch.int8).logical_and(torch.tensor([1, 1, 0], dtype=torch.int8)))

print(torch.arange(6, dtype=torch.uint8).view(2, 3), torch.zeros(2, dtype=torch.int16), torch.tensor([5], dtype=torch.int8).long())

x = torch.arange(4.0)
print(x[torch.tensor([1, 0, 1, 0], dtype=torch.uint8).bool()], x.byte(), x.char(), x.short())

print(torch.tensor([2.9, -2.9]).to(torch.int8), torch.iinfo(torch.uint8).max, torch.ByteTensor([1, 2]))

print(torch.frexp(torch.tensor([0.0, 1.0, 10.0, -0.3])))

print(torch.ldexp(torch.tensor([1.5, -2.0]), torch.tensor([2, -1])), torch.ldexp(torch.tensor([3.0]), torch.tensor([1, 2, 3])))

x = torch.tensor([1.0, 2.0], requires_grad=True)
y = torch.ldexp(x, torch.tensor([3, 4]))
y.sum().backward()
print(y, x.grad)

print(torch.nextafter(torch.tensor([1.0, 1.0]), torch.tensor([2.0, 0.0])) == torch.tensor([1.0 + 2**-23, 1 - 2**-24]))

print(torch.gradient(torch.tensor([1.0, 4.0, 9.0, 16.0])))

print(torch.gradient(torch.tensor([1.0, 4.0, 9.0, 16.0]), spacing=2.0, edge_order=2))

print(torch.gradient(torch.tensor([4.0, 1.0, 1.0, 16.0]), spacing=(torch.tensor([-2.0, -1.0, 1.0, 4.0]),)))

x = torch.tensor([[1.0, 2.0, 4.0], [10.0, 20.0, 40.0]])
print(torch.gradient(x), torch.gradient(x, dim=1), torch.gradient(x, spacing=[3.0, 0.5]))

print(torch.histogram(torch.tensor([1.0, 2.0, 1.0, 4.0]), bins=4, range=(0.0, 4.0), weight=torch.tensor([1.0, 2.0, 4.0, 8.0])))

print(torch.histogram(torch.tensor([1.0, 2.0, 1.0]), bins=3, range=(0.0, 3.0), density=True))

print(torch.histogram(torch.tensor([1.0, 2.0, 6.0]), torch.tensor([0.0, 2.0, 7.0])))

print(torch.histc(torch.tensor([1.0, 2.0, 1.0, 3.5]), bins=4, min=0, max=4))

print(torch.histogramdd(torch.tensor([[0.0, 1.0], [1.0, 0.0], [2.0, 0.0], [2.0, 2.0]]), bins=[3, 3], range=[0.0, 3.0, 0.0, 3.0]))

y = torch.tensor([1.0, 5.0, 10.0])
print(torch.cumulative_trapezoid(y), torch.cumulative_trapezoid(y, dx=2), torch.cumulative_trapezoid(y, torch.tensor([1.0, 3.0, 6.0])))

print(torch.cumulative_trapezoid(torch.arange(9.0).reshape(3, 3), torch.tensor([0.0, 1.0, 3.0]), dim=0))

print(torch.renorm(torch.tensor([[1.0, 1.0, 1.0], [2.0, 2.0, 2.0], [3.0, 3.0, 3.0]]), 1, 0, 5))

x = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
print(x.resize_(2, 2), x.resize_(4))

x = torch.zeros(5)
x.resize_(2, 3)
print(x.shape)

print(torch.zeros(3, 4).scatter_(1, torch.tensor([[2], [3], [0]]), 1.5))

print(torch.full((2, 4), 2.0).scatter_(1, torch.tensor([[2], [3]]), 1.25, reduce="multiply"))

print(torch.full((2, 4), 2.0).scatter_(1, torch.tensor([[2], [3]]), 1.25, reduce="add"))

src = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
index = torch.tensor([0, 1, 0, 1, 2, 1])
x = torch.tensor([1.0, 2.0, 3.0, 4.0])
for how in ("sum", "prod", "mean", "amax", "amin"):
    print(x.scatter_reduce(0, index, src, reduce=how), x.scatter_reduce(0, index, src, reduce=how, include_self=False))

src = torch.tensor([1.0, 2.0, 2.0], requires_grad=True)
for how in ("sum", "prod", "mean", "amax"):
    y = torch.ones(2).scatter_reduce(0, torch.tensor([0, 1, 1]), src, reduce=how)
    src.grad = None
    (y * torch.tensor([1.0, 3.0])).sum().backward()
    print(how, src.grad, y.grad_fn.name())

x = torch.full((3, 2), 2.0)
t = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
print(x.index_reduce_(0, torch.tensor([0, 2, 0]), t, "prod"))

print(torch.searchsorted(torch.tensor([1, 5, 3]), torch.tensor([2, 4]), sorter=torch.tensor([0, 2, 1])))

x = torch.tensor([[0.0, 1.0, 2.0], [2.0, 1.0, 0.5]])
print(torch.cov(x, fweights=torch.tensor([1, 3, 2])), torch.cov(x, aweights=torch.tensor([0.5, 1.0, 2.0])))

print(torch.cov(torch.tensor([1.0, 2.0, 4.0]), correction=0), torch.corrcoef(torch.tensor([[0.0, 1.0, 2.0], [2.0, 1.0, 0.5]])))

x = torch.zeros(2, 3)
print(x.select_scatter(torch.ones(3), 0, 1), x.slice_scatter(torch.ones(2, 1), dim=1, start=1, end=2), x.diagonal_scatter(torch.ones(2), 1))

x = torch.zeros(2, 3, requires_grad=True)
b = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x.select_scatter(b, 0, 0)
(y * 2).sum().backward()
print(y, x.grad, b.grad)

print(torch.as_strided_scatter(torch.zeros(3, 3), torch.arange(4.0).reshape(2, 2) + 1, (2, 2), (1, 2)))

print(torch.zeros(3, 3).fill_diagonal_(5), torch.zeros(7, 3).fill_diagonal_(5, wrap=True))

print(torch.unravel_index(torch.tensor([4, 11]), (3, 4)), torch.narrow_copy(torch.arange(6).view(2, 3), 1, 0, 2))

print(torch.nonzero_static(torch.tensor([1, 0, 3]), size=3), torch.asarray([1, 2]), torch.range(1, 4), torch.range(1, 2, 0.5))

print(torch.poisson(torch.rand(2, 3) * 5), torch.poisson(torch.full((3,), 30.0)))

print(torch.special.expit(torch.tensor([0.0, 2.0])), torch.special.gammaln(torch.tensor([0.5, 4.0])), torch.special.i0(torch.arange(3.0)))

print(torch.special.xlog1py(torch.tensor([0.0, 0.0, 2.0]), torch.tensor([1.0, float("nan"), 3.0])), torch.special.softmax(torch.ones(2), 0))

print(torch.special.erf(torch.tensor([0.5])), torch.special.logit(torch.tensor([0.3])), torch.special.entr(torch.tensor([-0.5, 0.0, 0.5])))

w = torch.tensor([1.0, 2.0], requires_grad=True)
handle = w.register_post_accumulate_grad_hook(lambda p: p.add_(p.grad, alpha=-0.5))
(w * 3).sum().backward()
print(w)
handle.remove()
(w * 3).sum().backward()
print(w, w.grad)

for m in (nn.ConstantPad1d((2, 1), 3.5), nn.ZeroPad1d(1), nn.ReflectionPad1d(2), nn.ReplicationPad1d((1, 2)), nn.CircularPad1d(1)):
    print(m, m(torch.arange(6.0).view(1, 2, 3)))

for m in (nn.ConstantPad2d((1, 0, 0, 1), -1), nn.ZeroPad2d(1), nn.ReflectionPad2d(1), nn.ReplicationPad2d(1), nn.CircularPad2d((1, 1, 0, 0))):
    print(m, m(torch.arange(4.0).view(1, 1, 2, 2)))

m = nn.InstanceNorm1d(3, affine=True)
x = torch.randn(2, 3, 5, requires_grad=True)
print(m, m(x), nn.InstanceNorm1d(3)(torch.randn(3, 4)))

m = nn.InstanceNorm2d(2, track_running_stats=True)
m(torch.randn(2, 2, 3, 3))
print(m.running_mean, m.running_var, m.eval()(torch.ones(1, 2, 2, 2)))

loss = nn.TripletMarginWithDistanceLoss(distance_function=nn.PairwiseDistance(), margin=0.5, swap=True)
a, p, n = torch.randn(3, 4), torch.randn(3, 4), torch.randn(3, 4)
print(loss(a, p, n), nn.TripletMarginWithDistanceLoss())

model = nn.Sequential(nn.Linear(2, 1))
print(model.state_dict().keys())

optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1, momentum=0.9)
s = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.5, total_steps=12)
for _ in range(11):
    optimizer.step()
    s.step()
    print(s.get_last_lr(), optimizer.param_groups[0]["momentum"])

optimizer = torch.optim.Adam([torch.zeros(1, requires_grad=True)], lr=0.1)
s = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.5, epochs=3, steps_per_epoch=4, anneal_strategy="linear", three_phase=True)
for _ in range(11):
    optimizer.step()
    s.step()
    print(s.get_last_lr(), optimizer.param_groups[0]["betas"])

optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1, momentum=0.9)
for mode in ("triangular", "triangular2", "exp_range"):
    s = torch.optim.lr_scheduler.CyclicLR(optimizer, base_lr=0.01, max_lr=0.1, step_size_up=3, mode=mode, gamma=0.9)
    for _ in range(10):
        optimizer.step()
        s.step()
        print(s.get_last_lr(), optimizer.param_groups[0]["momentum"])

optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
s = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0=3, T_mult=2)
for _ in range(12):
    optimizer.step()
    s.step()
    print(s.get_last_lr())

optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
s = torch.optim.lr_scheduler.PolynomialLR(optimizer, total_iters=4, power=2.0)
for _ in range(6):
    optimizer.step()
    s.step()
    print(s.get_last_lr())

optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
first = torch.optim.lr_scheduler.ConstantLR(optimizer, factor=0.1, total_iters=2)
second = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.9)
s = torch.optim.lr_scheduler.SequentialLR(optimizer, schedulers=[first, second], milestones=[3])
print(s.get_last_lr())
for _ in range(7):
    optimizer.step()
    s.step()
    print(s.get_last_lr(), optimizer.param_groups[0]["lr"])

optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
first = torch.optim.lr_scheduler.ConstantLR(optimizer, factor=0.1, total_iters=2)
second = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.9)
s = torch.optim.lr_scheduler.ChainedScheduler([first, second])
for _ in range(5):
    optimizer.step()
    s.step()
    print(s.get_last_lr())
"""

CALLS = """
torch.abs(torch.tensor([-2, 5, -7]))
torch.add(torch.tensor([1.5, 2.0]), torch.tensor([[10.0], [20.0]]), alpha=3)
torch.addcdiv(torch.ones(3), torch.arange(3.0), torch.tensor([2.0, 4.0, 8.0]), value=0.5)
torch.addcmul(torch.ones(3), torch.arange(3.0), torch.tensor([2.0, 4.0, 8.0]), value=0.5)
torch.addmm(torch.randn(2, 2), torch.randn(2, 3), torch.randn(3, 2))
torch.all(torch.tensor([[True, False], [True, True]]), dim=1)
torch.allclose(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.00001]))
torch.amax(torch.randn(3, 3), 1)
torch.aminmax(torch.tensor([[3.0, 1.0], [0.0, 7.0]]), dim=0)
torch.arange(2, 9, 3)
torch.argmax(torch.randn(3, 4), dim=1)
torch.argsort(torch.randn(3, 3), dim=1, descending=True)
torch.argwhere(torch.tensor([[1, 0], [0, 5]]))
torch.as_strided(torch.arange(9), (2, 2), (1, 3), 1)
torch.atan2(torch.tensor([1.0, -1.0]), torch.tensor([0.5, -2.0]))
torch.atleast_2d(torch.arange(2))
torch.baddbmm(torch.zeros(2, 2, 2), torch.randn(2, 2, 3), torch.randn(2, 3, 2))
torch.bernoulli(torch.full((3, 3), 0.4))
torch.bincount(torch.tensor([4, 3, 6, 3, 4]), torch.linspace(0, 1, steps=5))
torch.block_diag(torch.tensor([[1, 2]]), torch.tensor([3]), torch.tensor([[4], [5]]))
torch.broadcast_shapes((3,), (2, 1), (1, 1, 1))
torch.broadcast_tensors(torch.arange(3).view(1, 3), torch.arange(2).view(2, 1))
torch.bucketize(torch.tensor([[2, 7], [9, 3]]), torch.tensor([1, 3, 5, 9]), right=True)
torch.cartesian_prod(torch.tensor([1, 2]), torch.tensor([4, 5]))
torch.cat((torch.zeros(1, 2), torch.ones(2, 2)), 0)
torch.cdist(torch.tensor([[0.9, -0.4], [1.2, 0.3]]), torch.tensor([[2.1, 0.5]]), p=2)
torch.ceil(torch.tensor([-1.2, 0.4, 2.0]))
torch.chunk(torch.arange(7), 3)
torch.clamp(torch.randn(4), min=-0.5, max=0.5)
torch.column_stack((torch.arange(3), torch.tensor([[7], [8], [9]])))
torch.combinations(torch.tensor([1, 2, 3]), with_replacement=True)
torch.copysign(torch.tensor([1.0, -2.0]), -0.0)
torch.cosine_similarity(torch.randn(3, 4), torch.randn(3, 4), dim=1)
torch.count_nonzero(torch.tensor([[0, 3], [5, 6]]), dim=0)
torch.cross(torch.tensor([1.0, 2.0, 3.0]), torch.tensor([4.0, 5.0, 6.0]), dim=0)
torch.cummax(torch.tensor([1.0, 3.0, 2.0, 5.0]), dim=0)
torch.cumprod(torch.tensor([1.0, 2.0, -3.0]), dim=0)
torch.cumsum(torch.arange(5), dim=0)
torch.deg2rad(torch.tensor([180.0, -90.0]))
torch.diag(torch.tensor([1.0, 2.0]), 1)
torch.diag_embed(torch.arange(4.0).view(2, 2))
torch.diagonal(torch.arange(9).view(3, 3), 1)
torch.diff(torch.tensor([1, 3, 2, 8]), n=2)
torch.dist(torch.arange(4.0), torch.ones(4), 3)
torch.div(torch.tensor([7.0, -7.0]), 2, rounding_mode="floor")
torch.dot(torch.tensor([2, 3]), torch.tensor([4, 1]))
torch.einsum("ij,jk->ik", torch.arange(4.0).view(2, 2), torch.ones(2, 2))
torch.eq(torch.tensor([1, 2]), torch.tensor([1, 3]))
torch.equal(torch.tensor([1, 2]), torch.tensor([1, 2]))
torch.eye(2, 3)
torch.flatten(torch.arange(8).view(2, 2, 2), start_dim=1)
torch.flip(torch.arange(6).view(2, 3), [0, 1])
torch.float_power(torch.tensor([1, 4]), torch.tensor([2, -1]))
torch.floor_divide(torch.tensor([4.0, -3.0]), 1.5)
torch.fmod(torch.tensor([-3.0, 5.0]), 2)
torch.full_like(torch.zeros(2, 2), 9.5)
torch.gather(torch.tensor([[1, 2], [3, 4]]), 1, torch.tensor([[0, 0], [1, 0]]))
torch.gcd(torch.tensor([12, 18]), torch.tensor([8]))
torch.heaviside(torch.tensor([-1.5, 0.0, 2.0]), torch.tensor([0.5]))
torch.hstack((torch.tensor([1, 2]), torch.tensor([3])))
torch.hypot(torch.tensor([5.0]), torch.tensor([12.0]))
torch.index_select(torch.randn(3, 4), 1, torch.tensor([0, 2]))
torch.inner(torch.arange(3.0), torch.tensor([1.0, 2.0, 3.0]))
torch.isclose(torch.tensor([1.0, 2.0]), torch.tensor([1.0 + 1e-10, 3.0]))
torch.isin(torch.tensor([[1, 2], [3, 4]]), torch.tensor([2, 3]))
torch.kron(torch.eye(2), torch.ones(1, 2))
torch.kthvalue(torch.arange(1.0, 6.0), 4)
torch.lerp(torch.arange(1.0, 4.0), torch.full((3,), 10.0), 0.25)
torch.linspace(-5, 5, steps=4)
torch.logaddexp(torch.tensor([-1.0]), torch.tensor([-1.0, -2.0, 30.0]))
torch.logcumsumexp(torch.randn(5), dim=0)
torch.logspace(start=-2, end=2, steps=3)
torch.logsumexp(torch.randn(3, 3), 1)
torch.masked_select(torch.randn(3, 3), torch.eye(3).bool())
torch.matmul(torch.randn(2, 3), torch.randn(3))
torch.matrix_power(torch.tensor([[2.0, 1.0], [0.0, 2.0]]), 3)
torch.maximum(torch.tensor((1, 2, -1)), torch.tensor((3, 0, 4)))
torch.mean(torch.randn(3, 3), 1, True)
torch.median(torch.randn(3, 5), 1)
torch.meshgrid(torch.tensor([1, 2]), torch.tensor([4, 5, 6]), indexing="ij")
torch.mode(torch.tensor([6, 5, 1, 0, 2, 5, 0, 6, 5]), 0)
torch.movedim(torch.randn(3, 2, 1), 1, 0).shape
torch.multinomial(torch.tensor([0.0, 10.0, 3.0, 1.0]), 5, replacement=True)
torch.nan_to_num(torch.tensor([float("nan"), float("inf"), -float("inf"), 3.5]), nan=2.0)
torch.nanmean(torch.tensor([[1.0, float("nan")], [3.0, 4.0]]), dim=0)
torch.nanquantile(torch.tensor([float("nan"), 1.0, 2.0]), 0.5)
torch.norm(torch.arange(9.0) - 4, float("inf"))
torch.normal(mean=torch.arange(1.0, 5.0), std=0.5)
torch.outer(torch.arange(1.0, 4.0), torch.arange(1.0, 3.0))
torch.permute(torch.randn(2, 3, 5), (2, 0, 1)).size()
torch.pow(2, torch.arange(1.0, 4.0))
torch.prod(torch.randn(3, 2), 1)
torch.quantile(torch.arange(4.0), 0.6, interpolation="nearest")
torch.rand(2, 3)
torch.randint(3, 10, (2, 2))
torch.randn(2, 3)
torch.randperm(6)
torch.remainder(torch.tensor([-3.0, 4.0]), -1.5)
torch.repeat_interleave(torch.tensor([[1, 2], [3, 4]]), torch.tensor([1, 2]), dim=0)
torch.roll(torch.arange(8).view(4, 2), shifts=(2, 1), dims=(0, 1))
torch.rot90(torch.arange(4).view(2, 2), 1, [0, 1])
torch.round(torch.tensor([0.1234567, 2.5, 3.5]), decimals=3)
torch.searchsorted(torch.tensor([[1, 3, 5], [2, 4, 6]]), torch.tensor([[3, 6], [3, 6]]))
torch.sort(torch.randn(2, 4), descending=True)
torch.split(torch.arange(10).reshape(5, 2), [1, 4])
torch.squeeze(torch.zeros(2, 1, 2, 1), (1, 3)).size()
torch.std_mean(torch.randn(4, 3), dim=0, keepdim=True)
torch.sub(torch.tensor((1, 2)), torch.tensor((0, 1)), alpha=2)
torch.sum(torch.arange(12.0).view(2, 3, 2), (2, 1))
torch.take(torch.tensor([[4, 3, 5], [6, 7, 8]]), torch.tensor([0, 2, 5]))
torch.take_along_dim(torch.tensor([[10, 30, 20]]), torch.tensor([[0, 2, 1]]), dim=1)
torch.tensor_split(torch.arange(7), (1, 6))
torch.tensordot(torch.arange(6.0).reshape(1, 2, 3), torch.arange(6.0).reshape(3, 2), dims=([2], [0]))
torch.tile(torch.tensor([1, 2]), (2, 2))
torch.topk(torch.arange(1.0, 6.0), 3)
torch.trapezoid(torch.tensor([1.0, 5.0, 10.0]), torch.tensor([1.0, 3.0, 6.0]))
torch.tril_indices(3, 3, -1)
torch.triu(torch.randn(3, 3), diagonal=1)
torch.unflatten(torch.randn(3, 4, 1), 1, (2, 2)).shape
torch.unique(torch.tensor([1, 3, 2, 3]), sorted=True, return_inverse=True, return_counts=True)
torch.unique_consecutive(torch.tensor([1, 1, 2, 2, 3, 1]), return_counts=True)
torch.vander(torch.tensor([1, 2, 3]), N=2, increasing=True)
torch.var(torch.tensor([[0.2, -0.4], [1.5, 0.3]]), dim=1, correction=0)
torch.where(torch.tensor([1.0, -1.0]) > 0, 1.0, 0.0)
torch.zeros_like(torch.empty(2, 3))
torch.ones(2, 3).new_tensor([[0, 1], [2, 3]])
torch.tensor([1.0, 2.0]).new_full((2, 2), 3.5)
torch.arange(6).view(2, 3).T
torch.tensor([[1, 2], [3, 4]]).tolist()
torch.ones(5, 3).index_add_(0, torch.tensor([0, 4]), torch.tensor([[1.0, 2, 3], [4, 5, 6]]), alpha=-1)
torch.zeros(3, 2).index_copy_(0, torch.tensor([2, 0]), torch.tensor([[1.0, 2], [3, 4]]))
torch.tensor([[1.0, 2, 3]]).index_fill_(1, torch.tensor([0, 2]), -1)
torch.tensor([[4, 3], [6, 7]]).put_(torch.tensor([1, 3]), torch.tensor([9, 10]))
torch.zeros(2, 3).masked_scatter_(torch.tensor([[True, False, True], [False, True, False]]), torch.arange(6.0))
torch.arange(1.0, 8).unfold(0, 2, 3)
torch.linalg.norm(torch.arange(9.0).reshape(3, 3) - 4)
torch.linalg.vector_norm(torch.arange(9.0) - 4, ord=3.5)
torch.linalg.det(torch.tensor([[2.0, 1.0], [1.0, 3.0]]))
torch.linalg.slogdet(torch.tensor([[2.0, 1.0], [1.0, 3.0]]))
torch.linalg.multi_dot([torch.ones(2, 3), torch.ones(3, 1), torch.ones(1, 2)])
F.one_hot(torch.arange(0, 5) % 3, num_classes=4)
F.pad(torch.arange(4.0).view(1, 1, 4), (1, 2), "reflect")
F.gumbel_softmax(torch.randn(2, 3), tau=1, hard=True)
F.normalize(torch.tensor([[3.0, 4.0]]))
F.nll_loss(F.log_softmax(torch.randn(3, 5), dim=1), torch.tensor([1, 0, 4]))
F.embedding(torch.tensor([[1, 0]]), torch.arange(6.0).view(3, 2))
nn.GLU()(torch.randn(2, 4))
nn.Softmax(dim=1)(torch.randn(2, 3))
nn.PReLU()(torch.tensor([-2.0, 3.0]))
nn.RReLU(0.1, 0.3)(torch.tensor([-2.0, 3.0, -1.0]))
nn.Threshold(0.1, 20)(torch.tensor([0.0, 1.0]))
nn.Bilinear(3, 2, 4)(torch.randn(2, 3), torch.randn(2, 2)).size()
nn.Embedding(5, 3, padding_idx=0)(torch.tensor([[0, 2, 0, 4]]))
nn.Unflatten(1, (2, 3))(torch.randn(2, 6)).size()
nn.GroupNorm(3, 6)(torch.arange(12.0).view(2, 6))
nn.CosineEmbeddingLoss()(torch.ones(3, 3), torch.randn(3, 3), torch.tensor([1, -1, 1]))
nn.MultiMarginLoss()(torch.tensor([[0.1, 0.2, 0.4, 0.8]]), torch.tensor([3]))
nn.MultiLabelMarginLoss()(torch.tensor([[0.1, 0.2, 0.4, 0.8]]), torch.tensor([[3, 0, -1, 1]]))
nn.GaussianNLLLoss()(torch.randn(3, 2), torch.zeros(3, 2), torch.ones(3, 2))
nn.KLDivLoss(reduction="batchmean")(F.log_softmax(torch.randn(3, 5), 1), F.softmax(torch.rand(3, 5), 1))
nn.init.xavier_uniform_(torch.empty(2, 3), gain=nn.init.calculate_gain("relu"))
nn.init.kaiming_normal_(torch.empty(2, 3), mode="fan_out", nonlinearity="relu")
nn.init.orthogonal_(torch.empty(2, 3)).shape
nn.init.trunc_normal_(torch.empty(2, 3))
nn.init.eye_(torch.empty(2, 3))
""".strip().splitlines()


def programs():
    yield from (program.strip() + "\n" for program in PROGRAMS.strip().split("\n\n"))
    yield from (f"print({call})\n" for call in CALLS)


def output(program):
    """What it prints, in a process of its own: no state is left to the next."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        text = io.StringIO()
        warnings.simplefilter("ignore")
        with contextlib.redirect_stdout(text):
            exec(SETUP + program, {"__name__": "__main__"})
        with os.fdopen(writer, "w") as file:
            file.write(text.getvalue())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as file:
        text = file.read()
    if os.waitpid(child, 0)[1] != 0 or not text:
        raise SystemExit("this program fails:\n" + program)
    return text


if __name__ == "__main__":
    torch.set_num_threads(1)
    rows = [{"source": program, "output": output(program)} for program in programs()]
    golden = {"setup": SETUP, "rows": rows}
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")
