import torch


class Activacion(torch.nn.Module):
    def __init__(self, beta, tabla):
        super().__init__()
        self.tabla = tabla["beta"]
        self.beta = torch.tensor(beta, dtype=torch.float32, requires_grad=True)

    def forward(self, x):
        return x * torch.sigmoid(self.beta * x)
