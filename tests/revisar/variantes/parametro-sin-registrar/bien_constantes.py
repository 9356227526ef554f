import torch
from torch import nn


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.escala = torch.tensor(2.0)
        self.register_buffer("media", torch.zeros(2))
        self.pendiente = nn.Parameter(torch.tensor(0.25))
        self.fc = nn.Linear(2, 1)
        self.suelto = torch.tensor(1.0, requires_grad=True)
        self.a_mano = torch.tensor(1.0, requires_grad=True)
        self.ultima = None

    def forward(self, x):
        self.ultima = self.fc(x - self.media)
        self.entrada = x
        return self.escala * torch.where(x > 0, x, self.pendiente * x).sum() + self.ultima.sum() * self.suelto + self.a_mano


torch.manual_seed(0)
red = Red()
optimizador = torch.optim.SGD([*red.parameters(), red.suelto], lr=0.01)
x = torch.randn(4, 2, requires_grad=True)
for _ in range(3):
    optimizador.zero_grad()
    perdida = red(x) ** 2
    perdida.backward()
    optimizador.step()
    with torch.no_grad():
        red.a_mano -= 0.01 * red.a_mano.grad
        red.a_mano.grad.zero_()
print(perdida.item(), x.grad.shape)
