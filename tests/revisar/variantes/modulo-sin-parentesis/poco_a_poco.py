import torch
from torch import nn

capas = []
for entradas, salidas in [(2, 4), (4, 4)]:
    capas.append(nn.Linear(entradas, salidas))
    capas.append(nn.ELU)
capas.append(nn.Linear(4, 1))
modelo = nn.Sequential(*capas)
print(modelo(torch.zeros(1, 2)))
