import torch
import torch.nn as nn
import torch.nn.functional as F


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.fc1 = nn.Linear(4, 8)
        self.fc2 = nn.Linear(8, 3)

    def forward(self, x):
        x = self.flatten(x)
        x = F.relu(self.fc1(x))
        return F.relu(self.fc2(x))


torch.manual_seed(0)
red = Red()
x, y = torch.randn(9, 2, 2), torch.arange(9) % 3
optimizador = torch.optim.Adam(red.parameters())
for _ in range(8):
    perdida = nn.CrossEntropyLoss()(red(x), y)
    optimizador.zero_grad()
    perdida.backward()
    optimizador.step()
