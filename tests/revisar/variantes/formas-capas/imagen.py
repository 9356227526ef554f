import torch
from torch import nn

torch.manual_seed(0)
modelo = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 10))
imagenes = torch.rand(4, 28, 28)
print(modelo(imagenes))
