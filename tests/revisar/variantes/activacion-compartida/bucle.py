import torch
import torch.nn as nn


class Red(nn.Module):
    def __init__(self, n=8):
        super().__init__()
        self.capas = nn.ModuleList([nn.Linear(n, n) for _ in range(4)])
        self.act = nn.PReLU(n)
        self.salida = nn.Linear(n, 1)

    def forward(self, x):
        for capa in self.capas:
            x = self.act(capa(x))
        return self.salida(x)


torch.manual_seed(0)
x, y = torch.randn(16, 8), torch.randn(16, 1)
red = Red()
optimizador = torch.optim.Adam(red.parameters(), lr=0.01)
for paso in range(10):
    perdida = nn.functional.mse_loss(red(x), y)
    optimizador.zero_grad()
    perdida.backward()
    optimizador.step()
