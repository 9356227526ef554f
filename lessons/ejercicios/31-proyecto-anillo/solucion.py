import torch
from torch import nn

torch.manual_seed(7)
X = torch.randn(200, 2) * 1.2
Y = (X.norm(dim=1, keepdim=True) > 1.3).float()


class Doblada(nn.Module):
    def __init__(self, alfa=0.1):
        super().__init__()
        self.alfa = nn.Parameter(torch.tensor(alfa))

    def forward(self, x):
        return torch.where(x > 0, x, self.alfa * x)


class Modelo(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 16)
        self.act1 = Doblada()
        self.fc2 = nn.Linear(16, 16)
        self.act2 = Doblada()
        self.fc3 = nn.Linear(16, 1)

    def forward(self, x):
        x = self.act1(self.fc1(x))
        x = self.act2(self.fc2(x))
        return self.fc3(x)


def entrenar(modelo, X, Y, pasos=200):
    perdida_fn = nn.BCEWithLogitsLoss()
    optimizador = torch.optim.Adam(modelo.parameters(), lr=0.02)
    for _ in range(pasos):
        optimizador.zero_grad()
        perdida = perdida_fn(modelo(X), Y)
        perdida.backward()
        optimizador.step()
    return perdida.item()


def probabilidad(modelo, X):
    return torch.sigmoid(modelo(X))


if __name__ == "__main__":
    modelo = Modelo()
    print(modelo)
    print(f"pérdida final: {entrenar(modelo, X, Y):.4f}")
