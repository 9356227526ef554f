import torch
from torch import nn

torch.manual_seed(0)
x = torch.rand(16, 2)
porcentaje = x.mean(dim=1, keepdim=True)
angulo = torch.sin(4 * x[:, :1])
precio = 10 * porcentaje + 1

cabezas = {
    "porcentaje": (nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 1), nn.Sigmoid()), porcentaje),
    "angulo": (nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 1), nn.Tanh()), angulo),
    "precio": (nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 1), nn.Softplus()), precio),
    "positivo": (nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1), nn.ReLU()), precio),
}
for nombre, (red, objetivo) in cabezas.items():
    perdida = nn.MSELoss()(red(x), objetivo)
    perdida.backward()
    print(nombre, perdida.item())
