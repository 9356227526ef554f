import torch
import torch.nn as nn
import torch.nn.init as init


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 16)
        self.fc2 = nn.Linear(16, 1)

    def forward(self, x):
        return self.fc2(torch.nn.functional.silu(self.fc1(x)))


def iniciar(m):
    if isinstance(m, nn.Linear):
        init.kaiming_normal_(m.weight, nonlinearity="silu")


red = Red()
red.apply(iniciar)
