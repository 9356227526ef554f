import torch.nn as nn


class Red(nn.Module):
    def __init__(self, anchos, opciones):
        super().__init__()
        self.opciones = opciones["red"]
        self.capas = [nn.Linear(a, b) for a, b in zip(anchos, anchos[1:])]

    def forward(self, x):
        for capa in self.capas:
            x = capa(x).relu()
        return x
