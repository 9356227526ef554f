import torch
from torch import nn, optim

torch.manual_seed(0)
x = torch.randn(8, 2)
y = x.sum(dim=1, keepdim=True)
modelo = nn.Linear(2, 1)
optimizador = optim.SGD(modelo.parameters(), lr=0.1)
for _ in range(3):
    salida = modelo(x)
    perdida = nn.MSELoss(salida, y)
    optimizador.zero_grad()
    perdida.backward()
    optimizador.step()
