# Pesos iniciales a la medida de la activación
#
# Pesos normales con desviación ganancia / √entradas, y el sesgo a 0.
# activacion es 'relu', 'tanh', 'linear' o 'gelu' (que usa la ganancia de 'relu').
#
# Para comprobarlo: antorcha practica comprobar inicializacion

import torch
from torch import nn


def iniciar(capa, activacion):
    ...
