import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset


class Clasificador(nn.Module):
    def __init__(self, entradas, clases):
        super().__init__()
        self.fc1 = nn.Linear(entradas, 8)
        self.fc2 = nn.Linear(8, clases)

    def forward(self, x):
        x = F.relu(self.fc1(x))
        return F.softmax(self.fc2(x), dim=1)


def entrena(modelo, datos, epocas=3):
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(modelo.parameters(), lr=0.1)
    for _ in range(epocas):
        for x, y in datos:
            loss = criterion(modelo(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


torch.manual_seed(0)
x = torch.randn(20, 4)
datos = DataLoader(TensorDataset(x, (x[:, 0] > 0).long()), batch_size=5)
entrena(Clasificador(4, 2), datos)
