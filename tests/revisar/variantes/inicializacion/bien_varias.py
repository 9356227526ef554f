import math

import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(10, 4)
y = torch.randn(10, 1)


def iniciar(capa):
    if isinstance(capa, nn.Linear):
        nn.init.kaiming_normal_(capa.weight, nonlinearity="relu")
        nn.init.zeros_(capa.bias)


red = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 8), nn.LeakyReLU(0.1), nn.Linear(8, 1))
red.apply(iniciar)
nn.init.zeros_(red[4].weight)
optimizador = torch.optim.SGD(red.parameters(), lr=0.1)
for paso in range(3):
    perdida = nn.MSELoss()(red(x), y)
    optimizador.zero_grad()
    perdida.backward()
    optimizador.step()

otra = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 1))
nn.init.kaiming_uniform_(otra[0].weight, a=math.sqrt(5))
print(otra(x).shape)
tercera = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))
nn.init.xavier_uniform_(tercera[0].weight)
print(tercera(x).shape)
a_mano = nn.Linear(4, 2)
nn.init.constant_(a_mano.weight, 0.5)
print(torch.relu(a_mano(x)))
print([nn.init.calculate_gain(nombre) for nombre in ["linear", "relu", "tanh", "sigmoid", "selu"]])
