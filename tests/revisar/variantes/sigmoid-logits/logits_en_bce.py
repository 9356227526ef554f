import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(8, 2) * 3
y = (x[:, 0] > 0).float()
modelo = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 1))
perdida_fn = nn.BCELoss()
perdida = perdida_fn(modelo(x).squeeze(1), y)
perdida.backward()
