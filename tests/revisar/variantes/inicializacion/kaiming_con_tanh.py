import torch
from torch import nn

torch.manual_seed(0)
modelo = nn.Sequential(nn.Linear(5, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1))
for capa in modelo:
    if isinstance(capa, nn.Linear):
        nn.init.kaiming_uniform_(capa.weight)
        nn.init.zeros_(capa.bias)
print(modelo(torch.randn(8, 5)).shape)
