# ¿Clase, módulo o función?
#
# Repara las dos funciones. La primera se detiene; la segunda no avisa, y
# devuelve algo que no es un tensor.
#
# Para comprobarlo: antorcha practica comprobar relu-sin-parentesis

import torch
from torch import nn


def crear_red():
    return nn.Sequential(nn.Linear(2, 4), nn.ReLU, nn.Linear(4, 1))


def activar(z):
    return nn.ReLU(z)
