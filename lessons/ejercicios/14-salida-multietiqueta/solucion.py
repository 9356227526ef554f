import torch
from torch import nn


def crear_modelo():
    return nn.Sequential(
        nn.Linear(2, 8),
        nn.ReLU(),
        nn.Linear(8, 3),
    )


perdida_fn = nn.BCEWithLogitsLoss()


def probabilidades(modelo, x):
    return torch.sigmoid(modelo(x))


def etiquetas(modelo, x):
    return probabilidades(modelo, x) > 0.5
