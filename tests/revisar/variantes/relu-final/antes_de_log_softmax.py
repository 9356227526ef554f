import torch
from torch import nn

torch.manual_seed(0)
red = nn.Sequential(
    nn.Linear(2, 4), nn.Sigmoid(),
    nn.Linear(4, 3), nn.ReLU(),
    nn.LogSoftmax(dim=1),
)
nn.NLLLoss()(red(torch.randn(4, 2)), torch.tensor([0, 1, 2, 0])).backward()
