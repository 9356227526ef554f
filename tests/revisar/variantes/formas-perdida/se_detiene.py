import torch
import torch.nn as nn

torch.manual_seed(0)
x = torch.randn(6, 2)
y = (x[:, 0] > 0).float()
red = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
criterio = nn.BCEWithLogitsLoss()
perdida = criterio(red(x), y)
