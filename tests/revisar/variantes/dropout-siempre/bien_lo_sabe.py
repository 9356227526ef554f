import torch
import torch.nn.functional as F
from torch import nn


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(2, 8), nn.Linear(8, 1)
        self.dropout = nn.Dropout(0.2)
        self.opciones = {"p": 0.1, "training": False}

    def forward(self, x):
        x = F.dropout(self.fc1(x), 0.5, self.training)
        x = F.rrelu(x, training=self.training)
        x = F.dropout(x, **self.opciones)
        return self.fc2(self.dropout(x))


class MonteCarlo(nn.Module):
    """Sortea también al evaluar, a propósito: para medir cuánto duda el modelo."""

    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)

    def forward(self, x):
        return self.fc(F.dropout(x, p=0.5, training=True))


torch.manual_seed(0)
x = torch.randn(3, 2)
print(Red().eval()(x), MonteCarlo()(x), F.dropout(torch.ones(4)), nn.Dropout()(x), F.rrelu(x))
