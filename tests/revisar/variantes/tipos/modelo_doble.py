import torch
from torch import nn

torch.manual_seed(0)
entrada = torch.randn(3, 2)
red = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1)).double()
print(red(entrada))
