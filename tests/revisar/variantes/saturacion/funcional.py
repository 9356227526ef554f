import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(1)
x, y = torch.randn(20, 2), torch.randn(20, 1)
capas = [nn.Linear(2, 10)] + [nn.Linear(10, 10) for _ in range(4)] + [nn.Linear(10, 1)]
h = torch.sigmoid(capas[0](x))
h = torch.sigmoid(capas[1](h))
h = torch.sigmoid(capas[2](h))
h = torch.sigmoid(capas[3](h))
h = torch.sigmoid(capas[4](h))
F.mse_loss(capas[5](h), y).backward()
