import torch
from torch import nn


def activar(x, cual):
    if cual == "gelu":
        return torch.gelu(x)
    if cual == "swish":
        return nn.Swish()(x)
    return torch.relu(x)


print(activar(torch.tensor([-1.0, 2.0]), "relu"))
