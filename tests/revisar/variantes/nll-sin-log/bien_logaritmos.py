import torch
from torch import nn
import torch.nn.functional as F

torch.manual_seed(0)
x, y = torch.randn(6, 3), torch.tensor([0, 1, 2, 0, 1, 2])
capa = nn.Linear(3, 3)
F.nll_loss(F.log_softmax(capa(x), dim=1), y).backward()
nn.NLLLoss()(nn.LogSoftmax(dim=-1)(capa(x)), y).backward()
mezcla = 0.5 * F.softmax(capa(x), dim=1) + 0.5 / 3
F.nll_loss(mezcla.log(), y).backward()
print(F.softmax(capa(x), dim=1).argmax(dim=1))
