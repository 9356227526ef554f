import torch
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(20, 3), torch.randn(20, 1)
red = nn.Sequential(nn.Linear(3, 4), nn.PReLU(), nn.Linear(4, 1))
optimizador = torch.optim.SGD(red.parameters(), lr=0.1, weight_decay=0.1)
for paso in range(6):
    perdida = nn.MSELoss()(red(x), y)
    optimizador.zero_grad()
    perdida.backward()
    optimizador.step()
print(red[1].weight)
