import torch
from torch import nn

torch.manual_seed(0)
modelo = nn.Sequential(nn.Linear(4, 8), nn.GLU(), nn.Linear(4, 2))
print(modelo(torch.randn(3, 4)).shape)
imagenes = nn.Sequential(nn.Flatten(), nn.Linear(784, 16), nn.ReLU(), nn.Linear(16, 10))
print(imagenes(torch.rand(2, 28, 28)).shape)


class Ramas(nn.Module):
    def __init__(self, n_entradas, n_ocultas):
        super().__init__()
        self.a = nn.Linear(n_entradas, 128)
        self.b = nn.Linear(2 * n_ocultas, 10)

    def forward(self, x):
        h = torch.relu(self.a(x))
        return self.b(torch.cat([h, h], dim=1))
