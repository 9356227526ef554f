import torch
import torch.nn as nn


class Red(nn.Module):
    def __init__(self, entradas, ocultas):
        super().__init__()
        self.fc1 = nn.Linear(entradas, ocultas)
        self.fc2 = nn.Linear(entradas, ocultas)
        self.fc3 = nn.Linear(ocultas, 1)

    def forward(self, x):
        x = torch.relu(self.fc1(x))
        x = torch.relu(self.fc2(x))
        return self.fc3(x)


torch.manual_seed(0)
print(Red(3, 10)(torch.randn(6, 3)))
