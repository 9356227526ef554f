import torch
from torch import nn


class Capa(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 2)

    def forward(self, x):
        return self.fc(x)


class DesdeCero:
    """Una red escrita sin nn.Module."""

    def __init__(self):
        self.w = torch.ones(2, 2)

    def forward(self, x):
        return torch.relu(x @ self.w)

    def predice(self, x):
        return self.forward(x)


x = torch.ones(1, 2)
red = DesdeCero()
redes = {"a": red}
print(red.forward(x), red.predice(x), redes["a"].forward(x), Capa.forward(Capa(), x))
