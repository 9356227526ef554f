import torch
from torch import nn


class RedProfunda(nn.Module):
    def __init__(self, tamanos):
        super().__init__()
        self.capas = nn.ModuleList(
            nn.Linear(a, b) for a, b in zip(tamanos, tamanos[1:])
        )

    def forward(self, x):
        for capa in self.capas[:-1]:
            x = torch.relu(capa(x))
        return self.capas[-1](x)
