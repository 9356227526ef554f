# CustomLinear, desde nn.Parameter
#
# Sin nn.Linear: guarda weight, de forma (output_dim, input_dim), y bias, y
# calcula relu(x · Wᵀ + b).
#
# Para comprobarlo: antorcha practica comprobar custom-linear

import torch
from torch import nn


class CustomLinear(nn.Module):
    def __init__(self, input_dim, output_dim):
        super().__init__()
        ...

    def forward(self, x):
        ...
