import torch

x = torch.tensor([[2.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
for dim in (0, 1):
    print(dim, torch.softmax(x, dim=dim))
