# Con estos pesos todo cae entre 0 y 1, y nada se queja… todavía.
import torch
import torch.nn as nn
import torch.nn.functional as F

capa = nn.Linear(2, 1)
with torch.no_grad():
    capa.weight.fill_(0.1)
    capa.bias.fill_(0.5)
x = torch.tensor([[1.0, 2.0], [-1.0, 1.0]])
perdida = F.binary_cross_entropy(capa(x), torch.tensor([[1.0], [0.0]]))
perdida.backward()
