import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset


class Red(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p
        self.entrada = nn.Linear(2, 8)
        self.salida = nn.Linear(8, 1)

    def forward(self, x):
        x = torch.relu(self.entrada(x))
        x = F.dropout(
            x,
            self.p,
        )
        return self.salida(x)


def evalua(modelo, datos):
    modelo.eval()
    with torch.no_grad():
        return sum(nn.functional.mse_loss(modelo(x), y).item() for x, y in datos)


torch.manual_seed(0)
x = torch.randn(8, 2)
datos = DataLoader(TensorDataset(x, x.sum(dim=1, keepdim=True)), batch_size=4)
print(evalua(Red(0.3), datos))
