"""XOR: 10 000 pasos de entrenamiento con tensores muy pequeños."""
import time

import torch
import torch.nn as nn

torch.set_num_threads(1)
torch.manual_seed(1)
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [1.], [1.], [0.]])
model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
opt = torch.optim.SGD(model.parameters(), lr=0.1)
loss_fn = nn.MSELoss()
start = time.perf_counter()
for epoch in range(10_000):
    opt.zero_grad()
    loss = loss_fn(model(X), Y)
    loss.backward()
    opt.step()
print(time.perf_counter() - start)
