# Swish con una β que se aprende
#
# Swish es x · σ(β·x). El optimizador tiene que poder encontrar β y cambiarla.
#
# Para comprobarlo: antorcha practica comprobar swish-beta

import torch
from torch import nn


class Swish(nn.Module):
    def __init__(self, beta=1.0):
        super().__init__()
        ...

    def forward(self, x):
        ...
