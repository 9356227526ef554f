import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(6, 2)
red = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 3))
nn.CrossEntropyLoss()(red(x), torch.tensor([0, 1, 2, 0, 1, 2])).backward()
codigo = nn.Sequential(nn.Linear(2, 4), nn.ReLU())
nn.MSELoss()(codigo(x), torch.rand(6, 4)).backward()
con_fuga = nn.Sequential(nn.Linear(2, 3), nn.LeakyReLU())
nn.CrossEntropyLoss()(con_fuga(x), torch.tensor([0, 1, 2, 0, 1, 2])).backward()
print(torch.relu(red(x)))
