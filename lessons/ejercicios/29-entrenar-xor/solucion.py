import torch
from torch import nn

X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])


def crear_red():
    return nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))


def entrenar(red, X, Y, pasos=300):
    optimizador = torch.optim.Adam(red.parameters(), lr=0.05)
    for _ in range(pasos):
        optimizador.zero_grad()
        perdida = nn.MSELoss()(red(X), Y)
        perdida.backward()
        optimizador.step()
    return perdida.item()
