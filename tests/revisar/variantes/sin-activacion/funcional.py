import torch
import torch.nn.functional as F

torch.manual_seed(0)
x = torch.randn(3, 2)
w1, b1 = torch.randn(4, 2, requires_grad=True), torch.zeros(4, requires_grad=True)
w2 = torch.randn(1, 4, requires_grad=True)
z = F.linear(x, w1, b1)
z = F.dropout(z, p=0.2, training=True)
y = F.linear(z, w2)
y.sum().backward()
