import torch
from torch import nn


def muertas(red, x):
    cuentas = []

    def gancho(modulo, entrada, salida):
        cuentas.append((salida == 0).all(dim=0).sum().item())

    relus = [m for m in red.modules() if isinstance(m, nn.ReLU)]
    asas = [m.register_forward_hook(gancho) for m in relus]
    with torch.no_grad():
        red(x)
    for asa in asas:
        asa.remove()
    return cuentas
