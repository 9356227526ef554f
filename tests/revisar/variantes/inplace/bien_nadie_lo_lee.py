import torch
import torch.nn.functional as F
from torch import nn


class Bloque(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(n, n), nn.Linear(n, n)
        self.act = nn.ReLU(inplace=True)

    def forward(self, x):
        identidad = x
        out = self.act(self.fc1(x))
        out = self.fc2(out)
        out += identidad
        return self.act(out)


torch.manual_seed(0)
modelo = nn.Sequential(nn.Linear(3, 3), nn.ReLU(inplace=True), Bloque(3), nn.Linear(3, 1))
x = torch.randn(4, 3)
modelo(x).sum().backward()

h = torch.randn(3)
torch.relu_(h)
print(h + h)
g = torch.randn(3)
g = F.elu(g, inplace=True)
doble = g
print(doble + g)
z = torch.randn(3)
a = z.relu_()
z = torch.randn(3)
print(z + a)
w = torch.tensor([1.0, 2.0], requires_grad=True)
(w * w).sum().backward()
with torch.no_grad():
    w -= 0.1 * w.grad
print(w)
