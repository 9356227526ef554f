import math

import torch
import torch.nn.functional as F
from torch import nn


def tanh(x):
    return (torch.exp(2 * x) - 1) / (torch.exp(2 * x) + 1)


x = torch.tensor([-1.0, 0.5])
print(torch.sigmoid(x), x.tanh(), tanh(x), math.tanh(1.0), nn.Tanh()(x), F.logsigmoid(x), F.hardsigmoid(x))
