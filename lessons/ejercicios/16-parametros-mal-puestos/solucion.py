import torch
from torch import nn


def crear_red():
    return nn.Sequential(
        nn.Linear(4, 8),
        nn.LeakyReLU(negative_slope=0.1),
        nn.Linear(8, 8),
        nn.ReLU(),
        nn.Linear(8, 3),
        nn.Softmax(dim=1),
    )
