# Dos capas que eran una
#
# Devuelve una nn.Linear que calcule lo mismo que fc2(fc1(x)).
#
# Para comprobarlo: antorcha practica comprobar dos-capas-en-una

import torch
from torch import nn


def fundir(fc1, fc2):
    ...
