import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(4, 2, dtype=torch.float64)
modelo = nn.Sequential(nn.Linear(2, 3), nn.ELU(), nn.Linear(3, 1)).double()
print(modelo(x))
print(torch.relu(torch.tensor([-1, 2])), torch.sigmoid(torch.tensor([0, 1])))
nn.CrossEntropyLoss()(torch.randn(3, 4), torch.tensor([0, 3, 1]))
try:
    nn.functional.gelu(torch.tensor([1, 2]))
except NotImplementedError as error:
    print(error)
sin_llamar = nn.Linear(4, 1).double()
