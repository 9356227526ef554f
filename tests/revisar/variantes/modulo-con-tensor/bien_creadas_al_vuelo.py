import torch
from torch import nn


class Red(nn.Module):
    def __init__(self, ajustes):
        super().__init__()
        self.fc = nn.Linear(ajustes["n"], 2)

    def forward(self, x, pendiente, dim):
        h = nn.LeakyReLU(pendiente)(self.fc(x))
        return nn.Softmax(dim)(nn.ELU(alpha=pendiente)(h))


print(Red({"n": 3})(torch.zeros(1, 3), 0.2, 1))
