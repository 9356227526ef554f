import torch
from torch import nn

modelo = nn.Sequential(nn.Liner(2, 4), nn.Tanh())
print(modelo(torch.zeros(1, 2)))
