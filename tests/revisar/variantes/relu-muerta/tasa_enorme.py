import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.oculta = nn.Linear(2, 32)
        self.salida = nn.Linear(32, 1)

    def forward(self, x):
        return self.salida(torch.relu(self.oculta(x)))


def main():
    torch.manual_seed(0)
    x = torch.rand(64, 2)
    y = 5 * x.sum(dim=1, keepdim=True) + 3
    cargador = DataLoader(TensorDataset(x, y), batch_size=16, shuffle=True)
    red = Red()
    optimizador = torch.optim.SGD(red.parameters(), lr=1.0)
    for epoca in range(15):
        for xb, yb in cargador:
            optimizador.zero_grad()
            nn.functional.mse_loss(red(xb), yb).backward()
            optimizador.step()


if __name__ == "__main__":
    main()
