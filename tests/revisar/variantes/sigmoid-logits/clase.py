import torch
from torch import nn


class Detector(nn.Module):
    def __init__(self):
        super().__init__()
        self.oculta = nn.Linear(3, 5)
        self.salida = nn.Linear(5, 1)

    def forward(self, x):
        x = torch.tanh(self.oculta(x))
        return self.salida(x).sigmoid()


def main():
    torch.manual_seed(0)
    x = torch.randn(10, 3)
    y = (x.sum(dim=1, keepdim=True) > 0).float()
    red = Detector()
    criterio = nn.BCEWithLogitsLoss()
    for _ in range(6):
        perdida = criterio(red(x), y)
        perdida.backward()
    print(perdida.item())


main()
