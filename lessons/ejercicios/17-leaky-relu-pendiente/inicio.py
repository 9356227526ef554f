# LeakyReLU con su pendiente
#
# Guarda la pendiente, rechaza las que no estén entre 0 y 1, y aplícala:
#   raise ValueError("negative_slope tiene que estar entre 0 y 1")
#
# Para comprobarlo: antorcha practica comprobar leaky-relu-pendiente

import torch
from torch import nn


class MiLeakyReLU(nn.Module):
    def __init__(self, negative_slope=0.01):
        super().__init__()
        ...

    def forward(self, x):
        ...
