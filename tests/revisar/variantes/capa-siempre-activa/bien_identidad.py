import torch
from torch import nn


class Densa(nn.Module):
    def __init__(self, entradas, salidas, activacion=nn.ReLU):
        super().__init__()
        self.linear = nn.Linear(entradas, salidas)
        self.activacion = activacion()

    def forward(self, x):
        return self.activacion(self.linear(x))


torch.manual_seed(0)
x = torch.randn(12, 2)
y = x.sum(dim=1, keepdim=True)
con_signo = nn.Sequential(Densa(2, 6), Densa(6, 1, nn.Identity))
positivos = nn.Sequential(Densa(2, 6), Densa(6, 1))
nn.MSELoss()(con_signo(x), y).backward()
nn.MSELoss()(positivos(x), y.abs()).backward()
print(positivos(x).shape)
