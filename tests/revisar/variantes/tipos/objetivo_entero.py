import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(4, 2)
y = torch.tensor([[0], [1], [1], [0]])
modelo = nn.Linear(2, 1)
perdida = nn.BCEWithLogitsLoss()(modelo(x), y)
perdida.backward()
