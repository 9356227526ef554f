import torch
import torch.nn.functional as F

torch.manual_seed(3)
x = torch.rand(40, 3)
y = x.sum(dim=1, keepdim=True)
w1 = torch.randn(6, 3, requires_grad=True)
b1 = torch.full((6,), -20.0, requires_grad=True)
w2 = torch.randn(1, 6, requires_grad=True)
b2 = torch.zeros(1, requires_grad=True)
for paso in range(10):
    perdida = F.mse_loss(F.linear(F.relu(F.linear(x, w1, b1)), w2, b2), y)
    perdida.backward()
    with torch.no_grad():
        for p in [w1, b1, w2, b2]:
            if p.grad is not None:
                p -= 0.01 * p.grad
                p.grad = None
