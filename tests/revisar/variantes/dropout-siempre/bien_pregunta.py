import torch
import torch.nn.functional as F
from torch import nn


class Red(nn.Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p
        self.fc1, self.fc2 = nn.Linear(2, 8), nn.Linear(8, 1)

    def forward(self, x):
        h = torch.relu(self.fc1(x))
        if self.training:
            h = F.dropout(h, self.p)
        h = F.dropout(h, p=0.1 if self.training else 0.0)
        h = nn.Dropout(self.p).train(self.training)(h)
        return self.fc2(h)


torch.manual_seed(0)
red = Red()
x = torch.randn(3, 2)
print(red(x), red.eval()(x))
