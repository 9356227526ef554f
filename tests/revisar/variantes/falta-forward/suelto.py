import torch
from torch import nn


class Swish(nn.Module):
    def forward(self, x):
        x * torch.sigmoid(x)


red = nn.Sequential(nn.Linear(2, 4), Swish(), nn.Linear(4, 1))
print(red(torch.zeros(1, 2)))
