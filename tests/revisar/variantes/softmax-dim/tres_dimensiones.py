import torch
import torch.nn.functional as F

torch.manual_seed(0)
secuencias = torch.randn(2, 5, 4)
p = F.log_softmax(secuencias)
print(p.exp().sum(dim=-1))
