import torch
from torch import nn


def crear_modelo():
    return nn.Sequential(
        nn.Linear(2, 8),
        nn.ReLU(),
        nn.Linear(8, 1),
    )


perdida_fn = nn.BCEWithLogitsLoss()


def probabilidad(modelo, x):
    return torch.sigmoid(modelo(x))
