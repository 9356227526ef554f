# Una sigmoide dentro del modelo, que abre y cierra: la salida son logits.
import torch
from torch import nn


class Puerta(nn.Module):
    def __init__(self):
        super().__init__()
        self.valor, self.puerta, self.salida = nn.Linear(3, 4), nn.Linear(3, 4), nn.Linear(4, 1)

    def forward(self, x):
        return self.salida(torch.tanh(self.valor(x)) * torch.sigmoid(self.puerta(x)))


torch.manual_seed(0)
nn.BCEWithLogitsLoss()(Puerta()(torch.randn(5, 3)), torch.ones(5, 1)).backward()
