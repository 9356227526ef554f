import torch
import torch.nn as nn


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.capas = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))

    def forward(self, x):
        salida = self.capas(x)


def main():
    torch.manual_seed(0)
    x = torch.randn(5, 2)
    y = torch.zeros(5, 1)
    red = Red()
    perdida = nn.MSELoss()(red(x), y)
    perdida.backward()


main()
