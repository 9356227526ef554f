import torch

torch.manual_seed(0)
x = torch.linspace(-1, 1, 11).unsqueeze(1)
y = 4 * x - 1
w1 = torch.randn(1, 6, requires_grad=True)
w2 = torch.randn(6, 1, requires_grad=True)
for paso in range(20):
    h = torch.tanh(x @ w1)
    prediccion = torch.relu(h @ w2)
    perdida = ((prediccion - y) ** 2).mean()
    perdida.backward()
    with torch.no_grad():
        for w in (w1, w2):
            w -= 0.05 * w.grad
            w.grad = None
