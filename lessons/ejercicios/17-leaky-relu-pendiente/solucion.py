import torch
from torch import nn


class MiLeakyReLU(nn.Module):
    def __init__(self, negative_slope=0.01):
        super().__init__()
        if not 0 < negative_slope < 1:
            raise ValueError("negative_slope tiene que estar entre 0 y 1")
        self.negative_slope = negative_slope

    def forward(self, x):
        return torch.where(x > 0, x, self.negative_slope * x)
