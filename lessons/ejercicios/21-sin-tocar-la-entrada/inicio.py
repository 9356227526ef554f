# La activación que escribe encima
#
# Repara Bloque y cortar: tienen que devolver lo mismo que prometen, h + relu(h)
# y x sin negativos, sin cambiar ningún tensor que ya existía.
#
# Para comprobarlo: antorcha practica comprobar sin-tocar-la-entrada

import torch
from torch import nn


class Bloque(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.fc = nn.Linear(n, n)
        self.act = nn.ReLU(inplace=True)

    def forward(self, x):
        h = self.fc(x)
        return h + self.act(h)


def cortar(x):
    x[x < 0] = 0
    return x
