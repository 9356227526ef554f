import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset


class Precio(nn.Module):
    def __init__(self):
        super().__init__()
        self.oculta = nn.Linear(2, 16)
        self.salida = nn.Linear(16, 1)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x):
        h = F.relu(self.oculta(x))
        return self.sigmoid(self.salida(h))


def main():
    torch.manual_seed(0)
    x = torch.rand(32, 2)
    y = 40 * x[:, :1] + 15 * x[:, 1:]
    datos = DataLoader(TensorDataset(x, y), batch_size=8, shuffle=True)
    modelo = Precio()
    criterio = nn.L1Loss()
    optimizador = torch.optim.Adam(modelo.parameters(), lr=0.01)
    for epoca in range(5):
        for entradas, objetivos in datos:
            optimizador.zero_grad()
            perdida = criterio(modelo(entradas), objetivos)
            perdida.backward()
            optimizador.step()


if __name__ == "__main__":
    main()
