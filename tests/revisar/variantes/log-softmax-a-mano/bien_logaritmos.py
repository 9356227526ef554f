import math

import torch
import torch.nn.functional as F

torch.manual_seed(0)
z = torch.randn(4, 3, requires_grad=True)
F.nll_loss(F.log_softmax(z, dim=1), torch.tensor([0, 1, 2, 0])).backward()
p = F.softmax(z, dim=1)
print(math.log(p.max().item()), torch.log(1 + z.exp()), torch.log(p.mean(dim=0) + 1e-9), F.logsigmoid(z))
