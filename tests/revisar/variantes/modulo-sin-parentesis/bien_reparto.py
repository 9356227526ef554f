from functools import partial

import torch
from torch import nn

Densa = partial(nn.Linear, bias=False)


def bloque(n, activacion=nn.ReLU, norma=nn.Identity):
    return nn.Sequential(nn.Linear(n, n), norma(), activacion())


class Red(nn.Sequential):
    def __init__(self, activacion=nn.Tanh):
        super().__init__(nn.Linear(2, 4), activacion(), Densa(4, 1))


torch.manual_seed(0)
x = torch.randn(3, 2)
print(bloque(2)(x), bloque(2, nn.GELU)(x), bloque(2, activacion=nn.SiLU)(x), Red()(x))
registro = {}
registro["elu"] = nn.ELU
print(nn.Sequential(nn.Linear(2, 2), registro["elu"]())(x))
cuenta = {nn.ReLU: 0, nn.Linear: 0}
for modulo in bloque(2).modules():
    if type(modulo) in cuenta:
        cuenta[type(modulo)] += 1
print(list(cuenta.values()))
