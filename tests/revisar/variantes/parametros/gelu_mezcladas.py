import torch
from torch import nn

torch.manual_seed(0)
modelo = nn.Sequential(
    nn.Linear(2, 8),
    nn.GELU(),
    nn.Linear(8, 8),
    nn.GELU(approximate="tanh"),
    nn.Linear(8, 1),
)
print(modelo(torch.randn(4, 2)))
