# Activation con un diccionario
#
# Escribe __init__ y forward. Los nombres: 'relu', 'sigmoid', 'tanh' y 'gelu'.
# Con otro nombre: raise ValueError("Unsupported activation type")
#
# Para comprobarlo: antorcha practica comprobar activation-diccionario

import torch
from torch import nn


class Activation(nn.Module):
    def __init__(self, activation_type='relu'):
        super().__init__()
        ...

    def forward(self, x):
        ...
