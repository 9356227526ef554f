import torch
import torch.nn as nn
import torch.nn.functional as F


class Bloque(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.lineal = nn.Linear(n, n)

    def forward(self, x):
        z = self.lineal(x)
        a = nn.LeakyReLU(z)
        return x + a


def main():
    torch.manual_seed(0)
    print(Bloque(3)(torch.randn(2, 3)))


main()
