import torch
import torch.nn as nn


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 8)
        self.fc2 = nn.Linear(8, 1)

    def forward(self, x):
        h = nn.Dropout(0.5)(torch.relu(self.fc1(x)))
        return self.fc2(h)


torch.manual_seed(0)
red = Red().eval()
x = torch.randn(1, 2)
for _ in range(2):
    print(red(x))
