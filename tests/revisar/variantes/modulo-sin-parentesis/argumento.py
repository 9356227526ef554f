import torch
from torch import nn


class Red(nn.Module):
    def __init__(self, activacion=nn.ReLU):
        super().__init__()
        self.entrada = nn.Linear(2, 4)
        self.activacion = activacion
        self.salida = nn.Linear(4, 1)

    def forward(self, x):
        h = self.activacion(self.entrada(x))
        return self.salida(h)


torch.manual_seed(0)
print(Red()(torch.randn(3, 2)))
