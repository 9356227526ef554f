import torch
from torch import nn


class Clasificador(nn.Module):
    def __init__(self):
        super().__init__()
        self.capas = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))

    def forward(self, x):
        return torch.tanh(self.capas(x))


torch.manual_seed(0)
modelo = Clasificador()
perdida = nn.CrossEntropyLoss()(modelo(torch.randn(6, 4)), torch.tensor([0, 1, 2, 0, 1, 2]))
perdida.backward()
print(perdida.item())
