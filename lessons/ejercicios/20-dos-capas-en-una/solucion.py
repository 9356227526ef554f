import torch
from torch import nn


def fundir(fc1, fc2):
    capa = nn.Linear(fc1.in_features, fc2.out_features)
    with torch.no_grad():
        capa.weight.copy_(fc2.weight @ fc1.weight)
        capa.bias.copy_(fc2.weight @ fc1.bias + fc2.bias)
    return capa
