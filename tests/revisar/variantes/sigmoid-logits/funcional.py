import torch
from torch.nn.functional import binary_cross_entropy_with_logits as bce

torch.manual_seed(0)
w = torch.randn(2, 3, requires_grad=True)
p = torch.sigmoid(torch.randn(4, 2) @ w)
perdida = bce(p, torch.tensor([[1.0, 0.0, 0.0]] * 4))
perdida.backward()
