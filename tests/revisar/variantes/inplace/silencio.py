import torch
import torch.nn as nn
import torch.nn.functional as F


class Residual(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.fc = nn.Linear(n, n)

    def forward(self, x):
        h = self.fc(x)
        return h + F.relu(h, inplace=True)


def main():
    torch.manual_seed(0)
    print(Residual(3)(torch.randn(2, 3)))


main()
