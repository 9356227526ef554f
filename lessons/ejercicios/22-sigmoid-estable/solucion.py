import torch


def mi_sigmoid(x):
    return (1 + torch.tanh(x / 2)) / 2
