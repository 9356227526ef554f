import torch
from torch import nn
import torch.nn.functional as F


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 8)
        self.fc2 = nn.Linear(8, 1)

    def forward(self, x):
        return self.fc2(F.relu(self.fc1(x)))


def main():
    torch.manual_seed(0)
    x = torch.randn(12, 2)
    y = x[:, 0] - x[:, 1]
    red = Red()
    optimizador = torch.optim.Adam(red.parameters())
    for _ in range(5):
        prediccion = red(x)
        perdida = F.l1_loss(prediccion, y)
        optimizador.zero_grad()
        perdida.backward()
        optimizador.step()


if __name__ == "__main__":
    main()
