import torch
from torch import nn


class Polinomio(nn.Module):
    def __init__(self, grado):
        super().__init__()
        self.coeficientes = [nn.Parameter(torch.randn(1)) for _ in range(grado + 1)]

    def forward(self, x):
        return sum(c * x**i for i, c in enumerate(self.coeficientes))


torch.manual_seed(0)
modelo = Polinomio(2)
optimizador = torch.optim.SGD(modelo.parameters(), lr=0.1)
print(modelo(torch.tensor(2.0)))
