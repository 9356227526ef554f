# ¿Hasta dónde llega el gradiente?
#
# La pérdida es red(x).pow(2).mean(). normas devuelve la norma del gradiente de
# los pesos de cada nn.Linear, de la primera a la última.
#
# Para comprobarlo: antorcha practica comprobar gradiente-por-capa

import torch
from torch import nn


def normas(red, x):
    ...


def se_desvanece(red, x):
    ...
