import torch
from torch import nn

torch.manual_seed(0)
x = torch.tensor([[1500.0, 3.0], [900.0, 1.0], [4000.0, 4.0]])
normal = (x - x.mean(dim=0)) / x.std(dim=0)
modelo = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
print(modelo(normal))
otro = nn.Sequential(nn.BatchNorm1d(2), nn.Linear(2, 8), nn.Sigmoid(), nn.Linear(8, 1))
print(otro(x))
print(torch.sigmoid(torch.tensor([1500.0, -900.0])))
