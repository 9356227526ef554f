# ¿Cuánto hay que aprender?
#
# Devuelve cuántos números aprende un modelo al entrenar. Los congelados
# (requires_grad=False) no cuentan.
#
# Para comprobarlo: antorcha practica comprobar contar-parametros

import torch
from torch import nn


def contar_parametros(modelo):
    ...
