# La red que no encuentra sus capas
#
# Calcula bien, pero no tiene parámetros: el optimizador no encuentra nada.
# Repárala sin cambiar lo que calcula.
#
# Para comprobarlo: antorcha practica comprobar lista-de-capas

import torch
from torch import nn


class RedProfunda(nn.Module):
    def __init__(self, tamanos):
        super().__init__()
        self.capas = [nn.Linear(a, b) for a, b in zip(tamanos, tamanos[1:])]

    def forward(self, x):
        for capa in self.capas[:-1]:
            x = torch.relu(capa(x))
        return self.capas[-1](x)
