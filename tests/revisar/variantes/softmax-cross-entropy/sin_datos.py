# Aquí no hay datos: solo el modelo y la función que lo entrenaría.
import torch
from torch import nn


class Digitos(nn.Module):
    def __init__(self):
        super().__init__()
        self.capas = nn.Sequential(
            nn.Flatten(),
            nn.Linear(64, 32),
            nn.ReLU(),
            nn.Linear(32, 10),
            nn.Softmax(dim=1),
        )

    def forward(self, x):
        return self.capas(x)


def entrena(modelo, datos):
    perdida_fn = nn.CrossEntropyLoss()
    optimizador = torch.optim.Adam(modelo.parameters())
    for x, y in datos:
        optimizador.zero_grad()
        perdida_fn(modelo(x), y).backward()
        optimizador.step()
