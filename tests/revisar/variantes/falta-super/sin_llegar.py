import torch
import torch.nn as nn


class Bloque(nn.Module):
    """Una capa y su activación."""

    def __init__(self, entradas, salidas):
        """Prepara las capas."""
        self.lineal = nn.Linear(entradas, salidas)
        self.act = nn.ReLU()

    def forward(self, x):
        return self.act(self.lineal(x))


print(torch.relu(torch.tensor([-1.0, 2.0])))
