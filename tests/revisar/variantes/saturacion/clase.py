import torch
import torch.nn as nn


class Profunda(nn.Module):
    def __init__(self):
        super().__init__()
        self.entrada = nn.Linear(4, 12)
        self.ocultas = nn.ModuleList([nn.Linear(12, 12) for _ in range(5)])
        self.salida = nn.Linear(12, 3)

    def forward(self, x):
        x = torch.sigmoid(self.entrada(x))
        for capa in self.ocultas:
            x = torch.sigmoid(capa(x))
        return self.salida(x)


def entrenar():
    torch.manual_seed(0)
    x, y = torch.randn(30, 4), torch.randint(0, 3, (30,))
    red = Profunda()
    optimizador = torch.optim.Adam(red.parameters(), lr=0.01)
    for epoca in range(20):
        perdida = nn.functional.cross_entropy(red(x), y)
        optimizador.zero_grad()
        perdida.backward()
        optimizador.step()


entrenar()
