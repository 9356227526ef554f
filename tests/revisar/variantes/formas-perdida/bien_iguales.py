import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(6, 2)
y = x.sum(dim=1)
red = nn.Linear(2, 1)
nn.MSELoss()(red(x).squeeze(1), y).backward()
nn.MSELoss()(red(x), y.view(-1, 1)).backward()

# Todas las distancias entre dos listas: aquí la tabla es lo que se busca.
tabla = x[:, :1] - x[:, 1]
print((tabla ** 2).mean(), tabla.abs().sum())

# Una constante contra todos los objetivos.
constante = nn.Parameter(torch.zeros(1))
((constante - y) ** 2).mean().backward()
