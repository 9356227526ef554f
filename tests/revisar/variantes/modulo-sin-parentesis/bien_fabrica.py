from collections import OrderedDict

import torch
from torch import nn


class Red(nn.Module):
    def __init__(self, activacion: type[nn.Module] = nn.ReLU, salida=nn.Identity):
        super().__init__()
        self.clase = activacion
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)
        self.act = self.clase()
        self.salida = salida()

    def forward(self, x):
        return self.salida(self.fc2(self.act(self.fc1(x))))


ACTIVACIONES = {"relu": nn.ReLU, "tanh": nn.Tanh}
torch.manual_seed(0)
x = torch.randn(3, 2)
for nombre, clase in ACTIVACIONES.items():
    print(nombre, Red(clase)(x), clase()(x))
for clase in (nn.ELU, nn.GELU):
    print(clase()(x))
Capa = nn.Linear
capa = Capa(2, 1)
print(nn.Sequential(OrderedDict([("a", nn.Linear(2, 2)), ("b", ACTIVACIONES["relu"]())])))
muchas = nn.Sequential(*[clase() for clase in (nn.ReLU, nn.Tanh)])
for modulo in muchas:
    if isinstance(modulo, nn.ReLU) or type(modulo) is nn.Tanh:
        print(modulo(x))
