import torch
from torch import nn


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(2, 4), nn.Linear(4, 1)
        self.capas = [self.a, nn.ReLU(), self.b]
        self.activaciones = [nn.ReLU(), torch.tanh]
        self.anchos = [2, 4, 1]
        self.otras = []
        for i in range(2):
            capa = nn.Linear(1, 1)
            self.add_module(f"otra{i}", capa)
            self.otras.append(capa)

    def forward(self, x):
        for capa in self.capas:
            x = capa(x)
        for capa, activacion in zip(self.otras, self.activaciones):
            x = capa(activacion(x))
        return x


torch.manual_seed(0)
red = Red()
lista = [nn.Linear(1, 1), nn.Linear(1, 1)]
print(red(torch.randn(2, 2)), len(list(red.parameters())), len(lista))
