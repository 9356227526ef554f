import torch
from torch import nn
import torch.nn.functional as F

torch.manual_seed(0)
x = torch.randn(6, 2)
y = (x[:, :1] > 0).float()
con_sigmoide = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1), nn.Sigmoid())
sin_sigmoide = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
dos_clases = nn.Linear(2, 2)
nn.BCELoss()(con_sigmoide(x), y).backward()
nn.BCEWithLogitsLoss()(sin_sigmoide(x), y).backward()
F.binary_cross_entropy(F.softmax(dos_clases(x), dim=1)[:, 1:], y).backward()
F.binary_cross_entropy(1 - torch.exp(-F.softplus(sin_sigmoide(x))), y).backward()
F.binary_cross_entropy_with_logits(sin_sigmoide(x), torch.sigmoid(x[:, :1])).backward()
print(torch.sigmoid(sin_sigmoide(x)) > 0.5)
