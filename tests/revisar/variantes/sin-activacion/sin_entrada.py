from torch import nn


class Red(nn.Module):
    def __init__(self, n_entradas, n_salidas, activacion="relu"):
        super().__init__()
        self.capas = nn.Sequential(nn.Linear(n_entradas, 16), nn.Dropout(0.1), nn.Linear(16, n_salidas))

    def forward(self, x):
        return self.capas(x)
