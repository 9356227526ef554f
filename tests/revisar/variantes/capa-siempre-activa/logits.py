import torch
from torch import nn


class Bloque(nn.Module):
    def __init__(self, entradas, salidas, activacion):
        super().__init__()
        self.capas = nn.Sequential(nn.Linear(entradas, salidas), activacion)
        self.linear = nn.Linear(salidas, salidas)
        self.activacion = activacion

    def forward(self, x):
        return self.activacion(self.linear(self.capas(x)))


def construye(tamanos):
    bloques = [Bloque(a, b, nn.ReLU()) for a, b in zip(tamanos[:-1], tamanos[1:])]
    return nn.Sequential(*bloques)


torch.manual_seed(0)
modelo = construye([4, 8, 3])
perdida = nn.functional.cross_entropy(modelo(torch.randn(9, 4)), torch.arange(9) % 3)
perdida.backward()
