import torch
from torch import nn
from torch.utils.data import Dataset


class Vieja(nn.Module):
    def __init__(self, n):
        self.n = n
        super(Vieja, self).__init__()
        self.fc = nn.Linear(n, 1)

    def forward(self, x):
        return self.fc(x)


class ConNombre(nn.Module):
    def __init__(self):
        nn.Module.__init__(self)
        self.fc = nn.Linear(2, 1)

    def forward(self, x):
        return self.fc(x)


class Hija(ConNombre):
    def forward(self, x):
        return torch.sigmoid(self.fc(x))


class Datos(Dataset):
    def __init__(self):
        self.x = torch.zeros(3, 2)
        self.capa = nn.Linear(2, 2)

    def __len__(self):
        return len(self.x)

    def __getitem__(self, i):
        return self.x[i]


class Cuaderno:
    def __init__(self):
        self.modelo = Hija()

    def _init_(self):
        return self.modelo


x = Datos().x
print(Vieja(2)(x), ConNombre()(x), Hija()(x), Cuaderno().modelo)
