import torch
import torch.nn.functional as F

torch.manual_seed(0)
pendientes = torch.full((2,), 0.25)
x = torch.randn(4, 5)
print(F.prelu(x, pendientes))
