import torch
from torch.nn import Linear, Module, PReLU


class Doble(Module):
    def __init__(self):
        super().__init__()
        self.entrada = Linear(3, 5)
        self.medio = Linear(5, 5)
        self.salida = Linear(5, 1)
        self.activacion = PReLU(init=0.1)

    def forward(self, x):
        return self.salida(self.activacion(self.medio(self.activacion(self.entrada(x)))))


def main():
    torch.manual_seed(0)
    red = Doble()
    for _ in range(5):
        red(torch.randn(4, 3)).sum().backward()


main()
