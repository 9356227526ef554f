# Entrena XOR
#
# Crea la red (2 → 8 → 1) y escribe el bucle de entrenamiento. entrenar devuelve
# la última pérdida, como un número.
#
# Para comprobarlo: antorcha practica comprobar entrenar-xor

import torch
from torch import nn

X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])


def crear_red():
    ...


def entrenar(red, X, Y, pasos=300):
    ...
