import torch
from torch import nn

torch.manual_seed(0)
pendiente = torch.tensor(0.2)
pesos = torch.tensor([1.0, 2.0, 3.0])
modelo = nn.Sequential(nn.Linear(2, 3), nn.LeakyReLU(0.2), nn.Linear(3, 3))
perdida_fn = nn.CrossEntropyLoss(pesos)
x, y = torch.randn(4, 2), torch.tensor([0, 1, 2, 0])
salida = modelo(x)
print(perdida_fn(salida, y), nn.ReLU()(salida), nn.LeakyReLU(pendiente.item())(salida))
parametro = nn.Parameter(torch.ones(3))
try:
    nn.Sigmoid(x)
except TypeError as error:
    print(error)
