import torch

torch.manual_seed(0)
x = torch.linspace(-1, 1, 7)
y = 2 * x + 1
modelo = torch.nn.Linear(1, 1)
for _ in range(10):
    perdida = ((modelo(x.unsqueeze(1)) - y) ** 2).mean()
    perdida.backward()
