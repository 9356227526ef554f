import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset


class Red(nn.Module):
    def __init__(self, anchos):
        super().__init__()
        self.entrada = nn.Linear(2, anchos[0])
        self.ocultas = []
        for a, b in zip(anchos, anchos[1:]):
            self.ocultas.append(nn.Linear(a, b))
        self.salida = nn.Linear(anchos[-1], 1)

    def forward(self, x):
        x = torch.relu(self.entrada(x))
        for capa in self.ocultas:
            x = torch.relu(capa(x))
        return self.salida(x)


def main():
    torch.manual_seed(0)
    x = torch.randn(16, 2)
    y = x.sum(dim=1, keepdim=True)
    red = Red([8, 8, 8])
    optimizador = torch.optim.Adam(red.parameters(), lr=0.01)
    perdida_fn = nn.MSELoss()
    for epoca in range(3):
        for lote, objetivo in DataLoader(TensorDataset(x, y), batch_size=8):
            perdida = perdida_fn(red(lote), objetivo)
            optimizador.zero_grad()
            perdida.backward()
            optimizador.step()
    print(perdida.item())


main()
