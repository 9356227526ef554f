import torch
from torch import nn


class Red(nn.Module):
    def __init__(self, entradas=3, ocultas=6):
        super().__init__()
        self.fc1 = nn.Linear(entradas, ocultas)
        self.act = nn.PReLU(num_parameters=entradas)
        self.fc2 = nn.Linear(ocultas, 1)

    def forward(self, x):
        return self.fc2(self.act(self.fc1(x)))


torch.manual_seed(0)
print(Red()(torch.randn(2, 3)))
