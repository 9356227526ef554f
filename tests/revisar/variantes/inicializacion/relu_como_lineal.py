import torch
from torch.nn import Linear
from torch.nn.functional import relu
from torch.nn.init import kaiming_normal_

torch.manual_seed(0)
capa, salida = Linear(8, 64), Linear(64, 1)
kaiming_normal_(capa.weight, mode="fan_in", nonlinearity="linear")
print(salida(relu(capa(torch.randn(16, 8)))).std())
