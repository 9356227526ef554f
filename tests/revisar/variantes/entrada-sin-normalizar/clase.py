import torch
import torch.nn as nn


class Clasificador(nn.Module):
    def __init__(self):
        super().__init__()
        self.oculta = nn.Linear(2, 10)
        self.salida = nn.Linear(10, 2)

    def forward(self, x):
        return self.salida(torch.tanh(self.oculta(x)))


def main():
    torch.manual_seed(0)
    edad = torch.randint(18, 90, (60, 1)).float()
    sueldo = torch.randint(900, 6000, (60, 1)).float()
    datos = torch.cat([edad, sueldo], dim=1)
    clases = (sueldo.squeeze(1) > 2500).long()
    modelo = Clasificador()
    optimizador = torch.optim.SGD(modelo.parameters(), lr=0.1)
    for epoca in range(20):
        perdida = nn.functional.cross_entropy(modelo(datos), clases)
        optimizador.zero_grad()
        perdida.backward()
        optimizador.step()


main()
