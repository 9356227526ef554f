# Compara tres activaciones y concluye
#
# Escribe `comparar`, ejecuta este archivo con `antorcha ejecutar` y pon en `conclusion`
# la letra de la frase que se sostiene con los resultados.
#
# Para comprobarlo: antorcha practica comprobar comparar-tres

import torch
from torch import nn

X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])


def crear_red(clase):
    return nn.Sequential(nn.Linear(2, 8), clase(), nn.Linear(8, 1))


def perdida_final(red, pasos=40):
    optimizador = torch.optim.Adam(red.parameters(), lr=0.05)
    for _ in range(pasos):
        optimizador.zero_grad()
        perdida = nn.MSELoss()(red(X), Y)
        perdida.backward()
        optimizador.step()
    return perdida.item()


def comparar(activaciones, semillas):
    ...


conclusion = None     # 'A', 'B' o 'C'

tres = {'sigmoid': nn.Sigmoid, 'tanh': nn.Tanh, 'relu': nn.ReLU}
for semilla in range(5):
    print(f"semilla {semilla}:", comparar(tres, [semilla]))
print("media:", comparar(tres, range(5)))
