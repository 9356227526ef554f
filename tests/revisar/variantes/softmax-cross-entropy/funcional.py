import torch
import torch.nn.functional as F

torch.manual_seed(0)
x = torch.randn(6, 4)
y = torch.tensor([0, 1, 2, 3, 4, 5])
w = torch.randn(4, 6, requires_grad=True)
p = torch.softmax(x @ w, dim=-1)
perdida = F.cross_entropy(p, y, reduction="sum")
perdida.backward()
print(perdida.item())
