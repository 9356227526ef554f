import torch
from torch import nn, optim

torch.manual_seed(0)
x, y = torch.randn(9, 2), torch.arange(9) % 3
modelo = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 3))
criterio = nn.NLLLoss()
optimizador = optim.SGD(modelo.parameters(), lr=0.1)
for _ in range(10):
    optimizador.zero_grad()
    perdida = criterio(modelo(x), y)
    perdida.backward()
    optimizador.step()
