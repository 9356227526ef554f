import torch
from torch import nn


class Bloque(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.fc = nn.Linear(n, n)
        self.act = nn.ReLU()

    def forward(self, x):
        h = self.fc(x)
        return h + self.act(h)


def cortar(x):
    return torch.relu(x)
