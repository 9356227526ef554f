import torch
import torch.nn as nn
import torch.nn.functional as F


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)

    def forward(self, x):
        return self.fc2(F.ReLU(self.fc1(x)))


print(Red()(torch.zeros(1, 2)))
