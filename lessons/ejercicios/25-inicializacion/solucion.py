import torch
from torch import nn


def iniciar(capa, activacion):
    nombre = 'relu' if activacion == 'gelu' else activacion
    nn.init.kaiming_normal_(capa.weight, nonlinearity=nombre)
    nn.init.zeros_(capa.bias)
