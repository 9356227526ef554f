import torch
from torch import nn

x = torch.tensor([1.0, -2.0], requires_grad=True)
y = nn.ReLU(inplace=True)(x)
y.sum().backward()
