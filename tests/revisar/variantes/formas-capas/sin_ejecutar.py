from torch import nn


def crear():
    return nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Dropout(0.2), nn.Linear(6, 1))


print("todavía no la uso")
