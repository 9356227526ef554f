import torch
from torch import nn


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)

    def forward(self, x):
        return self.fc(x)


modelo = Red
optimizador = torch.optim.SGD(modelo.parameters(), lr=0.1)
print(modelo(torch.zeros(1, 2)))
