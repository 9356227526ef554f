"""Una red de 64×1000×100×10: 500 pasos, donde mandan los productos de matrices."""
import time

import torch
import torch.nn as nn

torch.set_num_threads(1)
torch.manual_seed(1)
X, Y = torch.randn(64, 1000), torch.randn(64, 10)
model = nn.Sequential(nn.Linear(1000, 100), nn.ReLU(), nn.Linear(100, 10))
opt = torch.optim.SGD(model.parameters(), lr=1e-3)
loss_fn = nn.MSELoss()
start = time.perf_counter()
for step in range(500):
    opt.zero_grad()
    loss = loss_fn(model(X), Y)
    loss.backward()
    opt.step()
print(time.perf_counter() - start)
