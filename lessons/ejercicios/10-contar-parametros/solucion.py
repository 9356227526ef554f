import torch
from torch import nn


def contar_parametros(modelo):
    return sum(p.numel() for p in modelo.parameters() if p.requires_grad)
