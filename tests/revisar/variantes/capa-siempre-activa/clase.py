import torch
import torch.nn.functional as F
from torch.nn import Linear, Module, MSELoss


class Densa(Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.lineal = Linear(n_in, n_out)

    def forward(self, x):
        return F.relu(self.lineal(x))


class Red(Module):
    def __init__(self, ocultas=6):
        super().__init__()
        self.entrada = Densa(2, ocultas)
        self.salida = Densa(ocultas, 1)

    def forward(self, x):
        return self.salida(self.entrada(x))


torch.manual_seed(0)
x = torch.randn(12, 2)
y = x.sum(dim=1, keepdim=True)
red = Red()
MSELoss()(red(x), y).backward()
