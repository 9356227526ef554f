# Proyecto: dentro o fuera del anillo
#
# Escribe Doblada, Modelo, entrenar y probabilidad.
#
# Para comprobarlo: antorcha practica comprobar proyecto-anillo
# Y antes de darlo por hecho: antorcha revisar, y antorcha checklist.

import torch
from torch import nn

torch.manual_seed(7)
X = torch.randn(200, 2) * 1.2
Y = (X.norm(dim=1, keepdim=True) > 1.3).float()


class Doblada(nn.Module):
    ...


class Modelo(nn.Module):
    ...


def entrenar(modelo, X, Y, pasos=200):
    ...


def probabilidad(modelo, X):
    ...
