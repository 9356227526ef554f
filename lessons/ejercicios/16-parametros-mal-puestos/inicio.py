# Tres parámetros mal puestos
#
# Repara las tres activaciones, sin cambiar el orden de las capas:
#   red[1]  LeakyReLU que multiplica los negativos por 0.1
#   red[3]  ReLU normal, que no escribe encima de su entrada
#   red[5]  softmax dentro de cada ejemplo: cada fila suma 1
#
# Para comprobarlo: antorcha practica comprobar parametros-mal-puestos

import torch
from torch import nn


def crear_red():
    return nn.Sequential(
        nn.Linear(4, 8),
        nn.LeakyReLU(True),
        nn.Linear(8, 8),
        nn.ReLU(8),
        nn.Linear(8, 3),
        nn.Softmax(dim=0),
    )
