import torch
from torch import nn


class Red(nn.Module):
    def __init__(self, ocultas=4):
        self.ocultas = ocultas
        self.fc1 = nn.Linear(2, ocultas)
        super(Red, self).__init__()
        self.fc2 = nn.Linear(ocultas, 1)

    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))


def main():
    print(Red()(torch.zeros(1, 2)))


main()
