import torch
from torch import nn

torch.manual_seed(0)
act = nn.PReLU()
modelo = nn.Sequential(nn.Linear(2, 6), act, nn.Linear(6, 6), act, nn.Linear(6, 1))
print(modelo(torch.randn(3, 2)))
