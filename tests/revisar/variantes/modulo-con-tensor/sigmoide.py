from torch import nn
import torch

torch.manual_seed(0)
x = torch.linspace(-1, 1, 5).unsqueeze(1)
capa = nn.Linear(1, 1)
probabilidad = nn.Sigmoid(capa(x))
print(probabilidad)
