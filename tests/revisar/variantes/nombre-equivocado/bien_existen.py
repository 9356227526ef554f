import torch
import torch.nn.functional as F
from torch import nn

nn.Swish = nn.SiLU
x = torch.randn(4)
print(torch.concat([x, x]).shape, torch.random.initial_seed() is not None)
print(nn.Swish()(x), F.gelu(x), x.relu())
for nombre in ("Relu", "ReLU"):
    print(hasattr(nn, nombre))
try:
    nn.Relu()
except AttributeError as error:
    print(error)


class Tabla:
    gelu = "una función"

    def append(self, x):
        return x


tabla = Tabla()
print(tabla.gelu, tabla.append(3))
