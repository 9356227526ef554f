import torch
from torch import nn


class Base(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 2)

    def forward(self, x):
        raise NotImplementedError


class Abstracta(nn.Module):
    def predice(self, x):
        return self(x).argmax(dim=1)


class Hija(Base):
    def forward(self, x):
        if x.dim() == 1:
            return self.fc(x)
        else:
            return torch.relu(self.fc(x))


class Nieta(Hija, Abstracta):
    pass


class MiSecuencia(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 2))


class Autocodificador(nn.Module):
    def __init__(self):
        super().__init__()
        self.dentro, self.fuera = nn.Linear(2, 1), nn.Linear(1, 2)

    def codifica(self, x):
        return self.dentro(x)

    def decodifica(self, z):
        return torch.tanh(self.fuera(torch.tanh(z)))


class Bonita(nn.Module):
    forward = torch.nn.Identity.forward


class Oculta(nn.Module):
    def forward(self, x):
        def doble(z):
            return 2 * z

        for _ in range(3):
            x = doble(x)
            if x.sum() > 100:
                return x
        return x


torch.manual_seed(0)
x = torch.randn(3, 2)
auto = Autocodificador()
print(Nieta().predice(x), MiSecuencia()(x), auto.decodifica(auto.codifica(x)), Oculta()(x))
