import torch.nn


class Red(torch.nn.Module):
    def __init__(self, entradas, raro):
        super().__init__()
        self.fc1 = torch.nn.Linear(entradas, 4)
        self.fc2 = torch.nn.Linear(4, raro.salidas)

    def forward(self, x):
        x = torch.nn.GELU(self.fc1(x))
        return self.fc2(x)
