import torch
from torch import nn


class Entregada(nn.Module):
    """La lista pasa a un Sequential, que sí registra."""

    def __init__(self, anchos):
        super().__init__()
        self.lista = []
        for a, b in zip(anchos, anchos[1:]):
            self.lista += [nn.Linear(a, b), nn.ReLU()]
        self.red = nn.Sequential(*self.lista[:-1])

    def forward(self, x):
        return self.red(x)


class SinUsar(nn.Module):
    def __init__(self, ajustes):
        super().__init__()
        self.tamaños = ajustes["tamaños"]
        self.capas = [nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 1)]
        self.red = nn.Sequential(*self.capas)

    def forward(self, x):
        return self.red(x)


class Alumna(nn.Module):
    """La maestra va en una lista a propósito: está congelada y no es parte del modelo."""

    def __init__(self, maestra):
        super().__init__()
        for p in maestra.parameters():
            p.requires_grad_(False)
        self.maestra = [maestra]
        self.fc = nn.Linear(2, 1)

    def forward(self, x):
        return self.fc(x), self.maestra[0](x)


torch.manual_seed(0)
x = torch.randn(3, 2)
print(Entregada([2, 4, 1])(x), Alumna(nn.Linear(2, 1))(x))
