import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
x = torch.randn(8, 4)
modelo = nn.Sequential(
    nn.Linear(4, 4),
    nn.LeakyReLU(0.3),
    nn.Linear(4, 4),
    nn.ReLU(True),
    nn.Linear(4, 4),
    nn.Softplus(beta=2, threshold=10),
    nn.Linear(4, 4),
    nn.Hardtanh(-2, 2),
    nn.Linear(4, 4),
    nn.ELU(0.5, True),
    nn.Linear(4, 4),
    nn.PReLU(4, 0.1),
    nn.Linear(4, 1),
)
print(modelo(x))
print(F.leaky_relu(x, 0.2), F.relu(x, inplace=False), F.hardtanh(x, 0.0, float("inf")))
for aproximada in ["none", "tanh"]:
    print(nn.GELU(approximate=aproximada)(x))
