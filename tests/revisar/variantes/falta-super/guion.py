import torch
from torch import nn


class Red(nn.Module):
    def _init_(self):
        super()._init_()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)

    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))


red = Red()
print(red(torch.zeros(1, 2)))
