import torch
from torch import nn


def bloque(entran, salen):
    return nn.Sequential(nn.Linear(entran, salen), nn.ReLU(salen), nn.Linear(salen, 1))


torch.manual_seed(0)
print(bloque(3, 12)(torch.randn(2, 3)))
