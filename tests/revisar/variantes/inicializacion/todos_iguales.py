import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(30, 3)
y = x.prod(dim=1, keepdim=True)
modelo = nn.Sequential(nn.Linear(3, 8), nn.Tanh(), nn.Linear(8, 1))
for p in modelo.parameters():
    nn.init.constant_(p, 0.5)
optimizador = torch.optim.SGD(modelo.parameters(), lr=0.05)
for paso in range(20):
    perdida = nn.MSELoss()(modelo(x), y)
    optimizador.zero_grad()
    perdida.backward()
    optimizador.step()
