import torch
from torch import nn


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.fc2, self.fc3 = nn.Linear(3, 6), nn.Linear(6, 6), nn.Linear(6, 1)
        self.act = nn.ReLU()
        self.propia = nn.PReLU()

    def forward(self, x):
        h = self.act(self.fc1(x))
        if h.sum() > 1000:
            return self.fc3(self.propia(h))
        return self.fc3(self.propia(self.act(self.fc2(h))))


class Recurrente(nn.Module):
    def __init__(self):
        super().__init__()
        self.celda, self.act = nn.Linear(4, 4), nn.PReLU()
        self.salida = nn.Linear(4, 1)

    def forward(self, x):
        for _ in range(3):
            x = self.act(self.celda(x))
        return self.salida(x)


torch.manual_seed(0)
red, recurrente = Red(), Recurrente()
for paso in range(6):
    print(red(torch.randn(2, 3)).sum().item(), recurrente(torch.randn(2, 4)).sum().item())
una = nn.PReLU()
print(una(torch.tensor([-1.0])), una(torch.tensor([-2.0])))
