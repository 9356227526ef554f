import torch
from torch import nn
import torch.nn.functional as F

torch.manual_seed(0)
capa = nn.Linear(2, 1)
x, y = torch.randn(6, 2), torch.ones(6, 1)
perdida = -(y * torch.log(torch.sigmoid(capa(x))) + (1 - y) * F.logsigmoid(-capa(x))).mean()
perdida.backward()
