import torch
from torch import nn


class MiRed(nn.Module):
    def __init__(self):
        super().__init__()
        self.capa = nn.Linear(3, 2)
        self.activacion = nn.ReLU()

    def forward(self, x):
        return self.activacion(self.capa(x))


torch.manual_seed(0)
red = MiRed()
x = torch.tensor([[1.0, -2.0, 0.5]])
print(red(x))
