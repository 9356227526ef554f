"""More random numbers from real PyTorch, beside rng.json: python draws.py > draws.json"""
import json
import struct

import torch

CODES = """
torch.empty(7, dtype=torch.float64).uniform_(-2, 3)
torch.empty(7).uniform_(0.1, 0.7)
torch.rand(5, dtype=torch.float16)
torch.randn(5, dtype=torch.float16)
torch.randn(37, dtype=torch.float16)
torch.empty(20, dtype=torch.float64).normal_(-1, 0.3)
torch.empty(5, dtype=torch.float64).normal_(-1, 0.3)
torch.empty(9).exponential_(2.0)
torch.empty(5, dtype=torch.float64).exponential_(0.5)
torch.empty(4, 5).t().normal_()
torch.empty(3, 4).t().uniform_()
torch.empty(6, 4)[:, ::2].uniform_()
torch.empty(12).bernoulli_(0.3)
torch.empty(12, dtype=torch.int64).bernoulli_(0.7)
torch.bernoulli(torch.full((12,), 0.3, dtype=torch.float64))
torch.empty(2, 6).bernoulli_(torch.linspace(0, 1, 6))
torch.normal(torch.arange(20.0), torch.arange(1.0, 21.0))
torch.normal(torch.zeros(2, 1), torch.ones(3))
torch.normal(torch.arange(5.0), 0.5)
torch.normal(1.5, torch.arange(1.0, 5.0))
torch.multinomial(torch.tensor([1.0, 2, 3, 4]), 1)
torch.multinomial(torch.tensor([1.0, 2, 3, 4]), 4)
torch.multinomial(torch.tensor([1.0, 0, 3, 4]), 9, replacement=True)
torch.multinomial(torch.tensor([[1.0, 2, 3, 4], [4, 3, 2, 0]], dtype=torch.float64), 3)
torch.multinomial(torch.tensor([[1.0, 2, 3, 4], [4, 3, 2, 0]]), 6, replacement=True)
torch.empty(5).random_()
torch.empty(5, dtype=torch.float64).random_()
torch.empty(5, dtype=torch.float16).random_()
torch.empty(5, dtype=torch.int64).random_()
torch.empty(5, dtype=torch.int32).random_()
torch.empty(5, dtype=torch.bool).random_()
torch.empty(5, dtype=torch.int64).random_(-2**63, None)
torch.empty(5, dtype=torch.int32).random_(-5, None)
torch.empty(5).random_(5, None)
torch.empty(5).random_(1, 2**24)
torch.empty(5, dtype=torch.float16).random_(0, 2000)
torch.randint(0, 2**40, (5,))
torch.randint(0, 2**28, (5,))
torch.randint(0, 10, (5,), dtype=torch.float32)
torch.randperm(7, dtype=torch.float32)
""".strip().splitlines()


def values(tensor):
    if tensor.dtype == torch.float32:
        return [struct.unpack("<I", struct.pack("<f", v))[0] for v in tensor.reshape(-1).tolist()]
    if tensor.dtype.is_floating_point:
        return [struct.pack(">d", v).hex() for v in tensor.reshape(-1).tolist()]
    return tensor.reshape(-1).tolist()


def rows():
    for code in CODES:
        for seed in (0, 1, 42):
            torch.manual_seed(seed)
            out = eval(code)
            state = sum(i * b for i, b in enumerate(torch.get_rng_state().tolist()))
            yield {"seed": seed, "code": code, "state": state,
                   "out": [{"shape": list(out.shape), "dtype": str(out.dtype), "values": values(out)}]}


torch.set_num_threads(1)
print(json.dumps({"torch": torch.__version__, "rows": list(rows())}, separators=(",", ":")))
