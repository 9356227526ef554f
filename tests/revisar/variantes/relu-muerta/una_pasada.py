import torch
from torch import nn

torch.manual_seed(0)
modelo = nn.Sequential(nn.Linear(2, 5), nn.ReLU(), nn.Linear(5, 1))
with torch.no_grad():
    modelo[0].bias.fill_(-8.0)
x, y = torch.rand(50, 2), torch.rand(50, 1)
nn.MSELoss()(modelo(x), y).backward()
print(modelo[0].weight.grad.abs().sum())
