# Una sigmoide que no se desborda
#
# Ni el valor ni el gradiente pueden ser nan con ningún número.
#
# Para comprobarlo: antorcha practica comprobar sigmoid-estable

import torch


def mi_sigmoid(x):
    ...
