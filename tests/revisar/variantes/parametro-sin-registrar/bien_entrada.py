import torch
from torch import nn


class Sondeo(nn.Module):
    """Guarda lo que entra para mirar después su gradiente."""

    def __init__(self, x):
        super().__init__()
        self.fc = nn.Linear(2, 1)
        self.salidas = []
        self.grises = torch.linspace(0, 1, 2)

    def forward(self, x):
        self.x = x.detach().requires_grad_()
        self.h = self.fc(self.x * self.grises)
        self.salidas.append(self.h)
        return torch.sigmoid(self.h)


torch.manual_seed(0)
sondeo = Sondeo(None)
sondeo(torch.randn(3, 2)).sum().backward()
print(sondeo.x.grad)
