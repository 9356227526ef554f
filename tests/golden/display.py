"""How real PyTorch prints tensors: python display.py > display.json (reads programs.json beside it)."""
import json
import random
import struct
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: F401 (the programs use it)
from torch import nn  # noqa: F401

DTYPES = [torch.float32] * 6 + [torch.float64] * 2 + [torch.float16, torch.int64, torch.int64, torch.int32, torch.bool]
OPTIONS = [{"precision": 2}, {"precision": 8}, {"precision": 0}, {"linewidth": 40}, {"linewidth": 5}, {"threshold": 5},
           {"threshold": 5, "edgeitems": 1}, {"threshold": 0, "edgeitems": 0}, {"sci_mode": True}, {"sci_mode": False},
           {"profile": "short"}, {"profile": "full"}]
SPECIAL = [float("nan"), float("inf"), float("-inf"), 0.0, -0.0]


def number(kind):
    if kind == "special" and random.random() < 0.5:
        return random.choice(SPECIAL)
    if kind == "whole":
        return float(random.randint(-50, 50))
    if kind == "wide":
        return random.choice([-1, 1]) * 10 ** random.uniform(-12, 12)
    if kind == "large":
        return random.choice([-1, 1]) * 10 ** random.uniform(3, 9)
    if kind == "small":
        return random.choice([-1, 1]) * 10 ** random.uniform(-7, -2)
    return random.gauss(0, random.choice([0.1, 1, 30]))


def shape(index):
    if index % 12 == 0:
        return random.choice([(1001,), (40, 30), (7, 8, 20), (2, 600), (3, 2, 4, 50), (1200, 1)])
    return tuple(random.choice([1, 2, 3, 4, 5, 7, 12]) for _ in range(random.randint(0, 4 if index % 5 == 0 else 3)))


def tensor(index):
    size, dtype = shape(index), random.choice(DTYPES)
    if index % 25 == 7:
        size = random.choice([(0,), (0, 3), (2, 0), (1, 0, 2)])
    kind = random.choice(["plain", "plain", "special", "whole", "wide", "large", "small"])
    count = torch.Size(size).numel()
    if dtype.is_floating_point:
        return torch.tensor([number(kind) for _ in range(count)], dtype=dtype).reshape(size)
    high = 2 if dtype is torch.bool else random.choice([10, 300, 2**31])
    return torch.tensor([random.randrange(high) if dtype is torch.bool else random.randrange(-high, high)
                         for _ in range(count)], dtype=dtype).reshape(size)


def row(value, options=None):
    torch.set_printoptions(profile="default")
    torch.set_printoptions(**(options or {}))
    flat = value.detach().reshape(-1)
    bits = [struct.pack(">d", v).hex() for v in flat.tolist()] if value.is_floating_point() else flat.tolist()
    return {"shape": list(value.shape), "dtype": value.dtype.__repr__()[6:], "values": bits,
            "requires_grad": value.requires_grad, "grad_fn": type(value.grad_fn).__name__ if value.grad_fn else None,
            "options": options or {}, "text": repr(value),
            "numbers": [repr(v) for v in flat.tolist()] if value.is_floating_point() and len(flat) < 30 else []}


def rows():
    for program in json.loads((Path(__file__).parent / "programs.json").read_text())["print"]:
        *setup, last = program["code"].strip().splitlines()
        torch.manual_seed(0)
        try:
            value = eval(last[len("print("):-1])
        except Exception:  # noqa: BLE001
            continue
        if type(value) is torch.Tensor:
            torch.set_printoptions(profile="default")
            assert repr(value) + "\n" == program["stdout"], last
            yield row(value)
    for index in range(300):
        value = tensor(index)
        if value.is_floating_point() and index % 3 == 0:
            value.requires_grad_()
            if index % 2 == 0:
                value = random.choice([torch.relu, torch.neg, F.leaky_relu, lambda x: x * 1])(value)
        yield row(value, OPTIONS[index // 3 % len(OPTIONS)] if index % 3 == 1 else None)


random.seed(1)
print(json.dumps({"torch": torch.__version__, "rows": list(rows())}, separators=(",", ":")))
