import torch
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(50, 6), torch.randn(50, 1)
modelo = nn.Sequential(nn.Linear(6, 20), nn.Tanh(), nn.Linear(20, 20), nn.Tanh(), nn.Linear(20, 1))
for capa in modelo:
    if isinstance(capa, nn.Linear):
        nn.init.normal_(capa.weight, std=20.0)
for paso in range(5):
    perdida = nn.MSELoss()(modelo(x), y)
    modelo.zero_grad()
    perdida.backward()
