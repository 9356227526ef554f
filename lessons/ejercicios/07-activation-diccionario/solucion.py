import torch
from torch import nn


class Activation(nn.Module):
    def __init__(self, activation_type='relu'):
        super().__init__()
        tabla = {
            'relu': nn.ReLU,
            'sigmoid': nn.Sigmoid,
            'tanh': nn.Tanh,
            'gelu': nn.GELU,
        }
        if activation_type not in tabla:
            raise ValueError("Unsupported activation type")
        self.act = tabla[activation_type]()

    def forward(self, x):
        return self.act(x)
