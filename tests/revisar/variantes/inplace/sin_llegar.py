import torch


def residual(h):
    return torch.relu_(h) + h


print(torch.tensor([1.0, -2.0]))
