import torch
import torch.nn.functional as F

torch.manual_seed(0)
configuracion = {"pendiente": -0.2}
capa = torch.nn.Linear(2, 4)
x = torch.randn(6, 2)
print(F.leaky_relu(capa(x), configuracion["pendiente"]))
