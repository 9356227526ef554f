import torch
from torch import nn


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)

    def forward(self, lote):
        lote = lote.copy()
        lote.append(torch.ones(2))
        return self.fc(torch.stack(lote))


class nn2:
    relu = torch.relu


print(Red()([torch.zeros(2)]), nn2.relu(torch.tensor(-1.0)))
