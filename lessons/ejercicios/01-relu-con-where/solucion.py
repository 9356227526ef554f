import torch


def mi_relu(x):
    return torch.where(x > 0, x, 0.0)
