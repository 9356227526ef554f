import torch.nn as nn


class Spam(nn.Module):
    def __init__(self, palabras=50):
        super().__init__()
        self.fc1 = nn.Linear(palabras, 8)
        self.fc2 = nn.Linear(8, 1)

    def forward(self, x):
        return self.fc2(self.fc1(x).relu())


criterio = nn.BCELoss()
