import torch
import torch.nn as nn


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.capas = nn.ModuleList([nn.Linear(2, 4), nn.Tanh, nn.Linear(4, 1)])

    def forward(self, x):
        for capa in self.capas:
            x = capa(x)
        return x


print(Red()(torch.randn(3, 2)))
