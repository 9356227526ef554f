import torch
import torch.nn as nn
from torch.nn import functional as F


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)

    def forward(self, x):
        return F.sigmoid(self.fc2(F.tanh(self.fc1(x))))


torch.manual_seed(0)
print(Red()(torch.zeros(1, 2)))
