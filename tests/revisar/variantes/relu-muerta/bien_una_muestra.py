import torch
from torch import nn

torch.manual_seed(0)
capa = nn.Linear(3, 6)
muestra = torch.tensor([[1.0, -2.0, 0.5]])
a = torch.relu(capa(muestra))
print(a)
a.sum().backward()
print(capa.weight.grad)
