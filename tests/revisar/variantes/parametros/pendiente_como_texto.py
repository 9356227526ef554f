import torch
from torch import nn

act = nn.LeakyReLU("0.2")
print(act(torch.tensor([-1.0, 2.0])))
