import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(4, 2)
clases = torch.tensor([0.0, 1.0, 2.0, 1.0])
modelo = nn.Linear(2, 3)
perdida = nn.CrossEntropyLoss()(modelo(x), clases)
perdida.backward()
