import torch
from torch.nn import Linear, Module, ReLU


class Red(Module):
    def __init__(self, ocultas=64):
        super().__init__()
        self.fc1 = Linear(3, ocultas)
        self.act = ReLU(64)
        self.fc2 = Linear(ocultas, 1)

    def forward(self, x):
        return self.fc2(self.act(self.fc1(x)))


def main():
    torch.manual_seed(0)
    print(Red()(torch.randn(5, 3)).shape)


main()
