import torch
import torch.nn as nn
import torch.nn.functional as F


class Politica(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 2)

    def forward(self, estado):
        return F.softmax(self.fc(estado), dim=-1)


torch.manual_seed(0)
politica = Politica()
probabilidades = politica(torch.randn(5, 3))
entropia = -(probabilidades * torch.log(probabilidades)).sum(dim=-1).mean()
entropia.backward()
