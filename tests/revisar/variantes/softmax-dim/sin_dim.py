import torch
import torch.nn as nn

torch.manual_seed(0)
modelo = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2), nn.Softmax())
print(modelo(torch.randn(5, 3)))
