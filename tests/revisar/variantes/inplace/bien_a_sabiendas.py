import torch
import torch.nn.functional as F
from torch import nn


class Media(nn.Module):
    """Una media que se actualiza en su sitio, como la de BatchNorm."""

    def __init__(self, n):
        super().__init__()
        self.register_buffer("media", torch.zeros(n))

    def forward(self, x):
        media = self.media
        media.mul_(0.9).add_(0.1 * x.mean(dim=0))
        return x - media


torch.manual_seed(0)
x = torch.randn(4, 3)
print(Media(3)(x))

a = torch.randn(2, 3)
b = F.relu(a, inplace=True)
c = b.view(a.size(0), -1)
a = torch.tanh(c)
print(a + b)

suma = torch.zeros(3)
for fila in x:
    suma += fila
print(suma / x.shape[0])

w = torch.randn(3, requires_grad=True)
v = torch.zeros(3)
for _ in range(3):
    perdida = (w * w).sum()
    perdida.backward()
    with torch.no_grad():
        v.mul_(0.9).add_(w.grad)
        w -= 0.1 * v
        w.grad.zero_()
print(w)
