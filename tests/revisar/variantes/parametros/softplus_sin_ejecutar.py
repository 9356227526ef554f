import torch
from torch import nn


def crear_modelo(entradas):
    return nn.Sequential(nn.Linear(entradas, 8), nn.Softplus(beta=0), nn.Linear(8, 1))


print(torch.tensor([1.0, 2.0]) * 2)
