# Salida y pérdida: sí o no
#
# Completa el modelo, la pérdida y la probabilidad. La pérdida se llamará así:
# perdida_fn(modelo(x), y), con y de unos y ceros en una columna.
#
# Para comprobarlo: antorcha practica comprobar salida-binaria

import torch
from torch import nn


def crear_modelo():
    return nn.Sequential(
        nn.Linear(2, 8),
        nn.ReLU(),
        # aquí falta la salida
    )


perdida_fn = None


def probabilidad(modelo, x):
    ...
