import torch
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(20, 3), torch.randn(20, 1)
red = nn.Sequential(nn.Linear(3, 4), nn.PReLU(4), nn.Linear(4, 4), nn.PReLU(), nn.Linear(4, 1))
optimizador = torch.optim.AdamW(
    [
        {"params": [p for n, p in red.named_parameters() if n not in ("1.weight", "3.weight")]},
        {"params": [red[1].weight, red[3].weight], "weight_decay": 0.0},
    ],
    lr=0.01,
    weight_decay=0.05,
)
for paso in range(4):
    perdida = nn.MSELoss()(red(x), y)
    optimizador.zero_grad()
    perdida.backward()
    optimizador.step()
print(nn.PReLU(7)(torch.randn(2, 7, 3)).shape)
