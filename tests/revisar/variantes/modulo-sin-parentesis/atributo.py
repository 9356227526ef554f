import torch
from torch.nn import Linear, Module, ReLU


class Red(Module):
    def __init__(self):
        super().__init__()
        self.fc1 = Linear(2, 4)
        self.act = ReLU
        self.fc2 = Linear(4, 1)

    def forward(self, x):
        return self.fc2(self.act(self.fc1(x)))


def main():
    torch.manual_seed(0)
    print(Red()(torch.randn(3, 2)))


if __name__ == "__main__":
    main()
