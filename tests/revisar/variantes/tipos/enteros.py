import torch
from torch import nn


def main():
    torch.manual_seed(0)
    datos = torch.tensor([[1, 2, 3], [4, 5, 6]])
    red = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))
    print(red(datos))


main()
