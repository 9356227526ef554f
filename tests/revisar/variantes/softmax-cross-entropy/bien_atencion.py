import torch
from torch import nn
import torch.nn.functional as F


class Atencion(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.q, self.k, self.v = nn.Linear(n, n), nn.Linear(n, n), nn.Linear(n, n)
        self.salida = nn.Linear(n, 2)

    def forward(self, x):
        pesos = F.softmax(self.q(x) @ self.k(x).transpose(-2, -1) / x.size(-1) ** 0.5, dim=-1)
        return self.salida(torch.relu(pesos @ self.v(x)).mean(dim=1))


torch.manual_seed(0)
perdida = nn.CrossEntropyLoss()(Atencion(4)(torch.randn(3, 5, 4)), torch.tensor([0, 1, 1]))
perdida.backward()
