import torch
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(40, 4), torch.randint(0, 2, (40, 1)).float()
modelo = nn.Sequential(
    nn.Linear(4, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 1), nn.Sigmoid()
)
optimizador = torch.optim.Adam(modelo.parameters(), lr=0.02)
for paso in range(60):
    perdida = nn.BCELoss()(modelo(x), y)
    optimizador.zero_grad()
    perdida.backward()
    optimizador.step()
print(perdida.item())
