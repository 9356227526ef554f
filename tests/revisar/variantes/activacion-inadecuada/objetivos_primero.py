from torch import linspace, manual_seed, nn, optim

manual_seed(0)
x = linspace(0, 1, 12).reshape(-1, 1)
y = x * 8 - 3
red = nn.Sequential(
    nn.Linear(1, 4),
    nn.GELU(),
    nn.Linear(4, 1),
    nn.Hardtanh(),
)
optimizador = optim.SGD(red.parameters(), lr=0.1)
for _ in range(3):
    optimizador.zero_grad()
    nn.functional.huber_loss(y, red(x)).backward()
    optimizador.step()
