import torch
import torch.nn as nn


class Clasificador(nn.Module):
    def __init__(self, entradas, ocultas, salidas):
        super().__init__()
        self.fc1 = nn.Linear(entradas, ocultas)
        self.fc2 = nn.Linear(ocultas, salidas)

    def forward(self, x):
        x = x.view(x.size(0), -1)
        x = self.fc1(x)
        return self.fc2(x)


torch.manual_seed(0)
modelo = Clasificador(4, 6, 2)
print(modelo(torch.randn(5, 2, 2)))
