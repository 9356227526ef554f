import torch
from torch import nn

torch.manual_seed(0)
x = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
modelo = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1))
optimizador = torch.optim.Adam(modelo.parameters(), lr=0.05)
for paso in range(120):
    perdida = nn.BCEWithLogitsLoss()(modelo(x), y)
    optimizador.zero_grad()
    perdida.backward()
    optimizador.step()
with torch.no_grad():
    print((modelo(x) > 0).int())
