import torch
import torch.nn as nn
import torch.nn.functional as F


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 6)
        self.fc2 = nn.Linear(6, 3)
        self.softmax = nn.Softmax(dim=1)

    def forward(self, x):
        x = F.relu(self.fc1(x))
        return self.softmax(self.fc2(x))


torch.manual_seed(0)
red = Red()
perdida = F.nll_loss(red(torch.randn(5, 4)), torch.tensor([0, 1, 2, 1, 0]))
perdida.backward()
